/** A file of seedrandom that its types leave out: the generator alone. */
declare module 'seedrandom/lib/alea.js' {
  export default function alea(seed: string): () => number;
}
