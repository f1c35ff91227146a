import type { ReactElement } from 'react';
import { closePalette, usePalette } from '../../lib/palette-store.ts';
import { CommandDialog } from './command-dialog.tsx';
import { ShortcutDialog } from './shortcut-dialog.tsx';

/** The command palette, or the list of shortcuts. */
export function Palette(): ReactElement {
  const open = usePalette((state) => state.open);
  return (
    <>
      <CommandDialog isOpen={open === 'palette'} onClose={closePalette} />
      <ShortcutDialog isOpen={open === 'shortcuts'} onClose={closePalette} />
    </>
  );
}
