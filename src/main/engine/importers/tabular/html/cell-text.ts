/** Puts the text of a cell together as a browser shows it. */
export interface CellText {
  readonly add: (text: string) => void;
  readonly open: (element: string) => void;
  readonly close: (element: string) => void;
  readonly text: () => string;
}

/** Elements that stand on lines of their own. */
const BLOCKS: ReadonlySet<string> = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
]);
/** White space that collapses; a no-break space does not. */
const WHITE_SPACE = /[ \t\r\n\f]+/g;

/** A cell without any text yet. */
export function createCellText(): CellText {
  const lines: string[] = [];
  let line = '';
  const endLine = (): void => {
    lines.push(line);
    line = '';
  };
  const endBlock = (): void => {
    if (line.trim() !== '') endLine();
    else line = '';
  };
  return {
    add: (text) => {
      line += text;
    },
    open: (element) => {
      if (element === 'br') endLine();
      else if (BLOCKS.has(element)) endBlock();
    },
    close: (element) => {
      if (BLOCKS.has(element)) endBlock();
    },
    text: () => {
      if (line !== '') endLine();
      const shown = lines.map((one) => one.replace(WHITE_SPACE, ' ').replace(/^ | $/g, ''));
      const first = shown.findIndex((one) => one !== '');
      // Empty lines at both ends are not shown.
      return first < 0 ? '' : shown.slice(first, shown.findLastIndex((one) => one !== '') + 1).join('\n');
    },
  };
}
