import { growInt32 } from './rows.ts';

/**
 * Values of the attributes that some strategy spreads over, as numbers: one column per attribute, one entry per
 * container instance. An instance without the attribute has the empty value, number 0: a group of its own (P3.10).
 */
export class AttributeColumns {
  readonly names: readonly string[];
  /** valueOnInstance[attribute][instance]. Replaced when the table grows. */
  readonly valueOnInstance: Int32Array[];
  /** Value texts by attribute and number; number 0 is ''. */
  readonly values: readonly (readonly string[])[];
  /** templateValue[attribute][template]. */
  private readonly templateValue: readonly Int32Array[];
  private capacity: number;

  constructor(
    names: readonly string[],
    templateAttributes: readonly Readonly<Record<string, string>>[],
    instanceCapacity: number,
  ) {
    this.names = names;
    this.capacity = Math.max(1, instanceCapacity);
    this.valueOnInstance = names.map(() => new Int32Array(this.capacity));
    const values: string[][] = [];
    const templateValue: Int32Array[] = [];
    for (const name of names) {
      const texts = [''];
      templateValue.push(Int32Array.from(templateAttributes, (attributes) => numberOf(texts, attributes[name] ?? '')));
      values.push(texts);
    }
    this.values = values;
    this.templateValue = templateValue;
  }

  /** A container instance of that template has the row from now on. */
  register(instance: number, template: number): void {
    while (instance >= this.capacity) {
      this.capacity *= 2;
      for (let i = 0; i < this.valueOnInstance.length; i++)
        this.valueOnInstance[i] = growInt32(this.valueOnInstance[i], this.capacity);
    }
    for (let i = 0; i < this.valueOnInstance.length; i++)
      this.valueOnInstance[i][instance] = this.templateValue[i][template];
  }
}

function numberOf(texts: string[], text: string): number {
  const known = texts.indexOf(text);
  return known >= 0 ? known : texts.push(text) - 1;
}
