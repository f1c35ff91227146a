import type { WindowBounds } from '../settings/preferences.ts';

/** A rectangle on the desktop. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_SIZE = { width: 1120, height: 800 } as const;
export const SMALLEST_SIZE = { width: 480, height: 400 } as const;
/** So much of the title bar must be within reach, in both directions. */
const REACHABLE = 80;

/**
 * Where to open the window: where it was, unless that is nowhere any more (a display was taken away) or too small to
 * use; then the place is left to the system.
 */
export function placeWindow(
  remembered: WindowBounds | null,
  displays: readonly Area[],
): Partial<Area> & Pick<Area, 'width' | 'height'> {
  if (!remembered) return DEFAULT_SIZE;
  const width = Math.max(remembered.width, SMALLEST_SIZE.width);
  const height = Math.max(remembered.height, SMALLEST_SIZE.height);
  const titleBar = { x: remembered.x, y: remembered.y, width, height: REACHABLE };
  const isReachable = displays.some((display) => reaches(titleBar, display));
  return isReachable ? { x: remembered.x, y: remembered.y, width, height } : DEFAULT_SIZE;
}

function reaches(titleBar: Area, display: Area): boolean {
  const across =
    Math.min(titleBar.x + titleBar.width, display.x + display.width) - Math.max(titleBar.x, display.x);
  const isTopInside = titleBar.y >= display.y - 1 && titleBar.y + REACHABLE <= display.y + display.height;
  return across >= REACHABLE && isTopInside;
}
