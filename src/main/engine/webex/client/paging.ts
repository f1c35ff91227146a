import { unreadable } from './api-error.ts';
import { apiCallUrl } from './api-url.ts';
import type { ExchangeAnswer } from './exchange.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { WebexOperation } from './operations.ts';
import type { WebexClient } from './webex-client.ts';

/** A list that goes on for longer than this is a server that goes round in circles. */
const MAX_PAGES = 1000;

/** The target of `rel="next"` in a `Link` header (RFC 8288), as written; undefined where there is none. */
export function nextLink(header: string | null): string | undefined {
  if (header === null) return undefined;
  for (const match of header.matchAll(
    /<([^>]*)>((?:\s*;\s*[^\s;,=]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g,
  )) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/i.exec(match[2] ?? '');
    const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next')) return match[1];
  }
  return undefined;
}

/**
 * The address of the next page, with the known defects of the API's links mended: `max=null` is taken out, and
 * filters of the first request that the link has dropped are put back.
 */
export function nextPageUrl(link: string, current: URL, first: URL): URL | undefined {
  if (!URL.canParse(link, current.href)) return undefined;
  const url = new URL(link, current);
  for (const [name, value] of [...url.searchParams]) {
    if (value === 'null' || value === 'undefined') url.searchParams.delete(name, value);
  }
  for (const [name, value] of first.searchParams) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  url.hash = '';
  return url;
}

/** A list of the API. */
export interface PagedList<Item> {
  readonly operation: WebexOperation;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The properties that may hold the items: documentation and practice differ. */
  readonly names: readonly string[];
  /** Undefined for an object that is no item: that makes the answer unreadable, as an item left out would go unseen. */
  readonly readItem: (item: JsonObject) => Item | undefined;
  /** Called where the list ends although the server points on, to a page that was already read: it may lack items. */
  readonly onCut: (answer: ExchangeAnswer) => void;
}

/**
 * All items of a list, page by page. Ends where a page has no `next`, no items, or a `next` that was already read; a
 * `next` off the API's origin is refused (WEBEX_LINK_REFUSED), as the token would go there.
 */
export async function* readPages<Item>(
  client: WebexClient,
  list: PagedList<Item>,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[]> {
  const { operation } = list;
  const first = apiCallUrl(client.apiUrl, list.path, list.query);
  const seen = new Set<string>();
  let url = first;
  for (;;) {
    seen.add(url.href);
    const answer = await client.follow(operation, url, signal);
    const objects = itemsOf(answer.json, list.names);
    if (objects === undefined) throw unreadable(operation, answer.answer, list.names.join(' / '));
    if (objects.length === 0) return;
    yield objects.map((object, index) => {
      const item = isJsonObject(object) ? list.readItem(object) : undefined;
      if (item === undefined) throw unreadable(operation, answer.answer, `${list.names[0] ?? ''}[${index}]`);
      return item;
    });
    const link = nextLink(answer.headers.get('link'));
    if (link === undefined) return;
    const next = nextPageUrl(link, url, first);
    if (next === undefined || seen.has(next.href) || seen.size >= MAX_PAGES) {
      list.onCut(answer.answer);
      return;
    }
    url = next;
  }
}

function itemsOf(json: unknown, names: readonly string[]): readonly unknown[] | undefined {
  if (!isJsonObject(json)) return undefined;
  const held = names.map((name) => json[name]).find((value) => Array.isArray(value));
  return held as readonly unknown[] | undefined;
}
