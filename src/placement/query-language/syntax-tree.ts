/**
 * What grammar.peggy hands to check.ts: an expression whose terms are still unchecked words, each with its place.
 * Operators are already the canonical symbols.
 */

/** A word and where it starts, in characters from 0. */
export interface PlacedText {
  readonly text: string;
  readonly offset: number;
}

/** One term as it was written. */
export interface SyntaxTerm {
  readonly kind: 'term';
  /** `name` is the attribute's, and then `offset` that of the name. */
  readonly subject: PlacedText & { readonly name?: string };
  readonly operator: PlacedText;
  /** The items of a list, one value or pattern, or nothing after `exists`. */
  readonly values: readonly PlacedText[];
}

/** An expression as it was written. */
export type SyntaxNode =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SyntaxNode[] }
  | { readonly kind: 'not'; readonly operand: SyntaxNode }
  | SyntaxTerm;
