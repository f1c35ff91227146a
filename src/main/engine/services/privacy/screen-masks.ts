import { isMask, MASK_PATTERN } from '#core/mask-text.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { workspaceMaskKey } from './mask-key.ts';
import {
  createMasker,
  maskMaker,
  type KnownNames,
  type Masker,
  type MaskOf,
  type MaskWish,
} from './masker.ts';
import { workspaceNames } from './workspace-names.ts';

/** Masks on the screen, and the way back: what the window was shown, it may send. */
export interface ScreenMasks {
  readonly wish: () => MaskWish | undefined;
  /** Masks otherwise from now on, or nobody. What was revealed is hidden again. */
  readonly setWish: (wish: MaskWish | undefined) => void;
  /** Masks with all names that the workspace holds, and some that it does not hold yet; undefined: nobody is masked. */
  readonly masker: (further?: FurtherNames) => Masker | undefined;
  /** Keeps what a masked text stands for. `isExact`: the spelling that filters compare with. */
  readonly remember: (masked: string, text: string, isExact?: boolean) => void;
  /** What a masked text, or a mask, stands for; undefined where it was not shown. */
  readonly recall: (masked: string) => string | undefined;
  /** Masks in some texts of the window that nobody remembers. */
  readonly forgotten: (text: string) => readonly string[];
  /** Remembers that a mask stands for nothing in this workspace. */
  readonly giveUp: (mask: string) => void;
  /** Shows what a mask stands for until the engine ends; undefined where it is none of those that were shown. */
  readonly reveal: (mask: string) => string | undefined;
  readonly hideRevealed: () => void;
  readonly revealed: () => number;
}

/** Names of a file that is not imported yet. The same object masks with the same masker. */
export type FurtherNames = Pick<KnownNames, 'users' | 'customers'>;

/** How many texts are remembered: those of before are found again by looking through the workspace. */
const MOST_REMEMBERED = 200_000;

interface Remembered {
  readonly text: string;
  readonly isExact: boolean;
}

/** Opens the masks of a workspace's screen. Its key is made when somebody is masked for the first time. */
export function screenMasks(
  folder: string,
  database: ReadableDatabase,
  first: MaskWish | undefined,
): ScreenMasks {
  const namesNow = workspaceNames(database);
  const originals = new Map<string, Remembered>();
  const revealed = new Set<string>();
  const unknown = new Set<string>();
  let wish = first;
  let maskOf: MaskOf | undefined;
  let names: KnownNames | undefined;
  let masker: Masker | undefined;
  let withFurther = new WeakMap<FurtherNames, Masker>();

  const startAnew = (): void => {
    masker = undefined;
    withFurther = new WeakMap();
    unknown.clear();
  };
  const remember = (masked: string, text: string, isExact = false): void => {
    const held = originals.get(masked);
    if (held?.isExact === true && !isExact) return;
    originals.delete(masked);
    originals.set(masked, { text, isExact });
    if (originals.size <= MOST_REMEMBERED) return;
    const [oldest] = originals.keys();
    if (oldest !== undefined) originals.delete(oldest);
  };
  const shownOf: MaskOf = (kind, text) => {
    maskOf ??= maskMaker(workspaceMaskKey(folder));
    const mask = maskOf(kind, text);
    if (mask === text || revealed.has(mask)) return text;
    if (!originals.has(mask)) remember(mask, text);
    return mask;
  };
  const joined = (known: KnownNames, further: FurtherNames): KnownNames => ({
    users: new Set([...known.users, ...further.users]),
    customers: new Set([...known.customers, ...further.customers]),
    kept: known.kept,
  });

  return {
    wish: () => wish,
    setWish: (next) => {
      wish = next;
      revealed.clear();
      startAnew();
    },
    masker: (further) => {
      if (wish === undefined) return undefined;
      const current = namesNow();
      if (current !== names) {
        names = current;
        startAnew();
      }
      if (further === undefined) return (masker ??= createMasker(shownOf, wish, current));
      const held = withFurther.get(further) ?? createMasker(shownOf, wish, joined(current, further));
      withFurther.set(further, held);
      return held;
    },
    remember,
    recall: (masked) => originals.get(masked)?.text,
    forgotten: (text) => {
      const masks = [...text.matchAll(MASK_PATTERN)].map(([mask]) => mask);
      return masks.filter((mask) => !originals.has(mask) && !unknown.has(mask));
    },
    giveUp: (mask) => void unknown.add(mask),
    reveal: (mask) => {
      const text = originals.get(mask)?.text;
      if (text === undefined || !isMask(mask)) return undefined;
      revealed.add(mask);
      startAnew();
      return text;
    },
    hideRevealed: () => {
      revealed.clear();
      startAnew();
    },
    revealed: () => revealed.size,
  };
}
