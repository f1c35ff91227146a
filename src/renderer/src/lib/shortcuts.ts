import { listCommands } from './command-store.ts';

/** A key press as far as shortcuts care. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a key press is a shortcut. Signs such as `?` are taken as typed, whatever keys a keyboard needs for them. */
export function isKeys(keys: string, press: KeyPress, isMac: boolean): boolean {
  const parts = keys.split('+');
  const name = parts.at(-1) ?? '';
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== has('mod') || other || press.altKey !== has('alt')) return false;
  const isSign = name.length === 1 && !/[a-z0-9]/i.test(name);
  return press.key.toLowerCase() === name.toLowerCase() && (isSign || press.shiftKey === has('shift'));
}

export const isMacOs = (): boolean => navigator.platform.startsWith('Mac');

/** Whether a person is typing there, so that letters are letters. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)));

/** Hears the keys of all commands; gives back how to stop. */
export function followShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !/^F\d+$/.test(event.key);
    const isModal = document.querySelector('[aria-modal="true"]') !== null;
    if (isModal || (isPlain && isTyping(event.target))) return;
    const isMac = isMacOs();
    const command = listCommands().find(
      ({ keys, isDisabled }) => keys !== undefined && isDisabled !== true && isKeys(keys, event, isMac),
    );
    if (!command) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
  };
}
