import { create } from 'zustand';

/** The screens, in the order of a month's work. */
export const SCREENS = ['periods', 'import', 'reports', 'reconcile', 'checks', 'export', 'settings'] as const;
export type ScreenName = (typeof SCREENS)[number];

/** Where one is: the screen, and what it was asked to show (a filter, a section, a key), as plain texts. */
export interface Place {
  readonly screen: ScreenName;
  readonly about: Readonly<Record<string, string>>;
}

const isScreen = (text: string): text is ScreenName => SCREENS.some((screen) => screen === text);

/** `#/reconcile?check=T3` as a place; anything else is the home. */
export function parsePlace(hash: string): Place {
  const [, name = '', query = ''] = /^#\/([a-z]*)\??(.*)$/.exec(hash) ?? [];
  return {
    screen: isScreen(name) ? name : 'periods',
    about: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** A place as the hash of the address: it survives a reload, and the way back is the browser's own. */
export function hashOf({ screen, about }: Place): string {
  const query = new URLSearchParams(about).toString();
  return `#/${screen}${query === '' ? '' : `?${query}`}`;
}

/** Where the window is. */
export const useNavigation = create<Place>(() => parsePlace(window.location.hash));

/** Follows the address, which the way back changes; gives back how to stop. */
export function followAddress(): () => void {
  const take = (): void => {
    useNavigation.setState(parsePlace(window.location.hash), true);
  };
  window.addEventListener('hashchange', take);
  return () => {
    window.removeEventListener('hashchange', take);
  };
}

/** Goes to a screen, and says what it is to show. */
export function goTo(screen: ScreenName, about: Readonly<Record<string, string>> = {}): void {
  window.location.hash = hashOf({ screen, about });
}

export const goBack = (): void => {
  window.history.back();
};
