/**
 * Whether a text holds a template's placeholder: `<family>`, `{{ name }}`, `${NAME}`, `$NAME`, `%NAME%`. Real
 * files are full of them; rules about the characters of a name say nothing of one.
 */
export function hasPlaceholder(text: string): boolean {
  return /<[^<>]+>|\{\{.*\}\}|\$\{[^}]+\}|\$[A-Z_]{2,}|%[A-Z_]+%/.test(text);
}
