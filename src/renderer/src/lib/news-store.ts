import { create } from 'zustand';

/** A short piece of news, in the language of the window. */
export interface News {
  readonly text: string;
  /** What can be done about it, such as undoing it. */
  readonly action?: { readonly title: string; readonly run: () => void };
}

/**
 * The last news. It stands in the status bar, where it hides nothing, until the next comes; screen readers hear it.
 * Refusals are no news: they stand above the screen (`error-store`).
 */
export const useNews = create<{ readonly news: News | undefined; readonly count: number }>(() => ({
  news: undefined,
  count: 0,
}));

export const tellNews = (news: News): void => {
  useNews.setState(({ count }) => ({ news, count: count + 1 }));
};

/** Takes the last news away, unheard. */
export const forgetNews = (): void => {
  useNews.setState({ news: undefined });
};
