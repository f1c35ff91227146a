/** Where the other built parts lie. Told by the entry, whose own place in the build is fixed; a chunk's is not. */
export interface BuiltPaths {
  readonly engine: string;
  readonly preload: string;
  readonly rendererFolder: string;
}
