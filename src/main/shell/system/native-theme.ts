import type { NativeTheme } from 'electron';
import type { Theme } from '#shared/ipc/themes.ts';

/** Makes the window's frame, its dialogs and the page's `prefers-color-scheme` follow the person's choice. */
export function applyTheme(nativeTheme: Pick<NativeTheme, 'themeSource'>, theme: Theme): void {
  nativeTheme.themeSource = theme;
}
