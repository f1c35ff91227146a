/** The project's folder. */
export declare const ROOT: string;
/** Whether out/ is missing, or older than anything that it is made of. */
export declare function isStale(): boolean;
/** Builds out/ unless it is up to date, in silence. Throws, with the build's output shown, when the build fails. */
export declare function buildWhenStale(): Promise<void>;
/** Builds out/ in any case, showing the build's own output. */
export declare function build(): Promise<void>;
