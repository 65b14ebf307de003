/**
 * Colours by meaning: registered is always grey, reserved blue, used orange. Each is told apart in the common forms of
 * colour blindness and has 3:1 against its background in light and in dark. A specification names a colour as a CSS
 * variable with its light value as fallback, so that a page changes theme without drawing anything again.
 */

interface Shade {
  readonly light: string;
  readonly dark: string;
}

const SHADES = {
  ink: { light: '#1c2330', dark: '#e8ebf0' },
  muted: { light: '#5a6474', dark: '#a4aebc' },
  grid: { light: '#e3e7ec', dark: '#2c333e' },
  surface: { light: '#ffffff', dark: '#181c23' },
  registered: { light: '#858e9b', dark: '#828c9a' },
  reserved: { light: '#2f6fc4', dark: '#5b9bea' },
  used: { light: '#d0690a', dark: '#f0973f' },
  desired: { light: '#4a5260', dark: '#c3cad4' },
  running: { light: '#12876f', dark: '#35b597' },
  healthy: { light: '#2c5a12', dark: '#c4e08a' },
  failed: { light: '#b8402f', dark: '#f08270' },
  pending: { light: '#a3459b', dark: '#d583cd' },
  'not-used': { light: '#9cc0ec', dark: '#2f5d96' },
  unknown: { light: '#cdd3db', dark: '#434c59' },
  'category-1': { light: '#2468b0', dark: '#5fa3ec' },
  'category-2': { light: '#c26a00', dark: '#f0a04a' },
  'category-3': { light: '#0f8a6c', dark: '#3dbb99' },
  'category-4': { light: '#a8509a', dark: '#d78ccb' },
  'category-5': { light: '#4697c4', dark: '#82cbef' },
  'category-6': { light: '#b8402f', dark: '#f08270' },
  'category-7': { light: '#7a6a1e', dark: '#c9b556' },
  'category-8': { light: '#6b7280', dark: '#9aa3b0' },
  'reserved-0': { light: '#e9f0fa', dark: '#202a38' },
  'reserved-1': { light: '#c6dcf5', dark: '#234064' },
  'reserved-2': { light: '#93beed', dark: '#2b5b96' },
  'reserved-3': { light: '#5a9adf', dark: '#3f7fc9' },
  'reserved-4': { light: '#2f6fc4', dark: '#74aef0' },
  'reserved-5': { light: '#17478a', dark: '#bddbff' },
  'used-0': { light: '#fbf0e4', dark: '#2c251e' },
  'used-1': { light: '#f8d8b6', dark: '#52381d' },
  'used-2': { light: '#f2b579', dark: '#82541e' },
  'used-3': { light: '#e48e3c', dark: '#b87522' },
  'used-4': { light: '#bf680c', dark: '#eb9d48' },
  'used-5': { light: '#824400', dark: '#ffd6a6' },
} as const satisfies Readonly<Record<string, Shade>>;

export type ColourName = keyof typeof SHADES;

/** The number of colours for things without a meaning of their own. */
export const CATEGORY_COUNT = 8;
/** The number of steps in the scales of the heat map. */
export const STEP_COUNT = 6;

/** `var(--reserved, #2f6fc4)`: for CSS and SVG inside a page. */
export function colour(name: ColourName): string {
  return `var(--${name}, ${SHADES[name].light})`;
}

/** The colour of the category at that position; the last is for all the rest. */
export function categoryColour(position: number): string {
  const number = Math.min(position, CATEGORY_COUNT - 1) + 1;
  return colour(`category-${number}` as ColourName);
}

/** From least to most. */
export function stepColours(scale: 'reserved' | 'used'): string[] {
  return Array.from({ length: STEP_COUNT }, (_, step) => colour(`${scale}-${step}` as ColourName));
}

/** The declarations of all colours of one theme, for a style sheet. */
export function cssVariables(theme: 'light' | 'dark'): string {
  return Object.entries(SHADES)
    .map(([name, shade]) => `--${name}:${shade[theme]}`)
    .join(';');
}

/** The text with every colour in its light value: for files that stand alone. */
export function resolveColours(text: string): string {
  return text.replace(/var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)/g, '$1');
}
