import { create } from 'zustand';

/** Which of the two stands open: the palette of commands, the list of shortcuts, or neither. */
export const usePalette = create<{ readonly open: 'palette' | 'shortcuts' | undefined }>(() => ({
  open: undefined,
}));

export const openPalette = (): void => {
  usePalette.setState({ open: 'palette' });
};
export const openShortcuts = (): void => {
  usePalette.setState({ open: 'shortcuts' });
};
export const closePalette = (): void => {
  usePalette.setState({ open: undefined });
};
