import type { Workspace } from '#engine/context.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { EnginePorts } from '#engine/ports.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';
import type { Language } from '#shared/messages/language.ts';
import type { CliHost } from './host.ts';
import type { ListTexts } from './output/json-pieces.ts';
import type { Style } from './output/style.ts';

/** The options that every command takes. */
export interface CommonOptions {
  readonly workspace?: string;
  readonly lang?: Language;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What a command works with: where to write, in which language, and the engine's ports. */
export interface CliSession {
  readonly host: CliHost;
  readonly language: Language;
  readonly texts: CliTexts;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Absolute; it may not exist yet. */
  readonly workspaceFolder: string;
  readonly ports: EnginePorts;
  /** For what goes to standard output. */
  readonly style: Style;
  /** Writes a result for a person to standard output. Nothing with `--json`. */
  readonly print: (text: string) => void;
  /** Writes the one document of `--json` to standard output. Nothing without `--json`. */
  readonly printJson: (document: unknown) => void;
  /**
   * The same for a document whose lists are long: their items come as texts, and each is asked for when whoever reads has
   * taken what was before it. Written at once, the queue to a slow reader would hold all of it.
   */
  readonly printLongJson: (document: unknown, texts: ListTexts) => Promise<void>;
  /** Writes a message to standard error. Nothing with `--quiet`. */
  readonly tell: (text: string) => void;
  /** Runs a job with progress on standard error; it is aborted when the person cancels. */
  readonly job: <T>(work: (context: JobContext) => Promise<T>) => Promise<T>;
  /** Opens the workspace for a piece of work, and lets go of it whatever happens. */
  readonly withWorkspace: <T>(work: (workspace: Workspace) => Promise<T>) => Promise<T>;
  /** A path that the person gave, made absolute. */
  readonly path: (given: string) => string;
}
