/**
 * What a CloudFormation template says of a value without being deployed: parameters by their defaults, mappings,
 * conditions over them. Whatever stays open is never guessed: it becomes a placeholder text where text is wanted and
 * is left as it stands elsewhere, for the check to ask the user to set it.
 */

import { childValue } from '../schema-walk.ts';

/** The parts of a template that its functions refer to. */
export interface Template {
  readonly Parameters?: unknown;
  readonly Mappings?: unknown;
  readonly Conditions?: unknown;
}

/** A value that the template alone does not settle. */
export const UNRESOLVED = Symbol('unresolved');

/** Deepest chain of functions and conditions followed; a circular condition ends here. */
const DEPTH_MAX = 40;

/** The function's name and argument when a value is an intrinsic function in its long form. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  const isIntrinsic = others.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
  return isIntrinsic ? { name, argument } : undefined;
}

/** Evaluates intrinsic functions of one template. */
export class Intrinsics {
  private readonly template: Template;

  constructor(template: Template) {
    this.template = template;
  }

  /** The value itself when it is no function, what the function yields, undefined for AWS::NoValue, or UNRESOLVED. */
  resolve(value: unknown, depth = 0): unknown {
    const intrinsic = intrinsicOf(value);
    if (intrinsic === undefined) return value;
    if (depth > DEPTH_MAX) return UNRESOLVED;
    const { name, argument } = intrinsic;
    switch (name) {
      case 'Ref':
        return this.reference(argument);
      case 'Fn::If':
        return this.choose(argument, depth);
      case 'Fn::FindInMap':
        return this.findInMap(argument, depth);
      case 'Fn::Sub':
        return this.substitute(argument, depth);
      case 'Fn::Join':
        return this.join(argument, depth);
      case 'Fn::Select':
        return this.select(argument, depth);
      case 'Fn::Split':
        return this.split(argument, depth);
      default:
        return UNRESOLVED;
    }
  }

  private reference(name: unknown): unknown {
    if (name === 'AWS::NoValue') return undefined;
    const parameter = childValue(this.template.Parameters, String(name));
    const value = childValue(parameter, 'Default');
    if (value === undefined) return UNRESOLVED;
    const isList = /List/.test(String(childValue(parameter, 'Type')));
    return isList && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  }

  private choose(argument: unknown, depth: number): unknown {
    if (!Array.isArray(argument)) return UNRESOLVED;
    const [condition, yes, no] = argument as unknown[];
    const holds = this.named(condition, depth + 1);
    return holds === undefined ? UNRESOLVED : this.resolve(holds ? yes : no, depth + 1);
  }

  private named(condition: unknown, depth: number): boolean | undefined {
    return this.holds(childValue(this.template.Conditions, String(condition)), depth);
  }

  private holds(condition: unknown, depth: number): boolean | undefined {
    const intrinsic = intrinsicOf(condition);
    if (intrinsic === undefined || depth > DEPTH_MAX) return undefined;
    const { name, argument } = intrinsic;
    if (name === 'Condition') return this.named(argument, depth + 1);
    if (!Array.isArray(argument)) return undefined;
    if (name === 'Fn::Equals') return this.equals(argument, depth);
    const parts = argument.map((part) => this.holds(part, depth + 1));
    if (name === 'Fn::Not') return parts[0] === undefined ? undefined : !parts[0];
    if (name === 'Fn::And') return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    if (name === 'Fn::Or') return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
    return undefined;
  }

  private equals(operands: readonly unknown[], depth: number): boolean | undefined {
    const [left, right] = operands.map((operand) => this.resolve(operand, depth + 1));
    if (!isScalar(left) || !isScalar(right)) return undefined;
    return String(left) === String(right);
  }

  private findInMap(argument: unknown, depth: number): unknown {
    if (!Array.isArray(argument)) return UNRESOLVED;
    const keys = argument.slice(0, 3).map((key) => this.resolve(key, depth + 1));
    if (!keys.every(isScalar)) return UNRESOLVED;
    const value = keys.reduce<unknown>((part, key) => childValue(part, String(key)), this.template.Mappings);
    return value === undefined ? UNRESOLVED : value;
  }

  /** Settled only when every name in it is; the caller keeps the text with its `${…}` otherwise. */
  private substitute(argument: unknown, depth: number): unknown {
    const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
    if (typeof text !== 'string') return UNRESOLVED;
    return text.replace(/\$\{([^!}][^}]*)\}/g, (original, name: string) => {
      const own = childValue(variables, name);
      const value = own === undefined ? this.reference(name) : this.resolve(own, depth + 1);
      return isScalar(value) ? String(value) : original;
    });
  }

  private join(argument: unknown, depth: number): unknown {
    if (!Array.isArray(argument)) return UNRESOLVED;
    const [separator, list] = argument as unknown[];
    const items = this.resolve(list, depth + 1);
    if (typeof separator !== 'string' || !Array.isArray(items)) return UNRESOLVED;
    const texts = items.map((item) => this.resolve(item, depth + 1));
    return texts.every(isScalar) ? texts.map(String).join(separator) : UNRESOLVED;
  }

  private select(argument: unknown, depth: number): unknown {
    if (!Array.isArray(argument)) return UNRESOLVED;
    const [index, list] = (argument as unknown[]).map((part) => this.resolve(part, depth + 1));
    if (!Array.isArray(list) || !isScalar(index)) return UNRESOLVED;
    const item = (list as unknown[])[Number(index)];
    return item === undefined ? UNRESOLVED : this.resolve(item, depth + 1);
  }

  private split(argument: unknown, depth: number): unknown {
    if (!Array.isArray(argument)) return UNRESOLVED;
    const [separator, text] = (argument as unknown[]).map((part) => this.resolve(part, depth + 1));
    return typeof separator === 'string' && typeof text === 'string' ? text.split(separator) : UNRESOLVED;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
