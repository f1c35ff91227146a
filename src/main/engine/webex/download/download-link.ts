import { AppError } from '#core/errors.ts';
import { isLoopback, isTransportSafe } from '../client/api-url.ts';
import { reveal, type Secret } from '../secret.ts';

/** The hosts, and the parents of hosts, that reports are downloaded from. A setting may name others. */
export const DEFAULT_DOWNLOAD_HOSTS: readonly string[] = ['webexcontent.com'];

/** What a link may point at. */
export interface DownloadRule {
  /** `webexcontent.com` allows itself and every host below it. */
  readonly hosts: readonly string[];
  /** Only for an API that runs on this machine itself: an emulator. */
  readonly allowLoopback: boolean;
}

/** The rule for an API address and a setting (`host,host`), undefined for the default. */
export const downloadRule = (apiUrl: URL, hosts: string | undefined): DownloadRule => ({
  hosts:
    hosts === undefined || hosts.trim() === ''
      ? DEFAULT_DOWNLOAD_HOSTS
      : hosts
          .split(',')
          .map((host) => host.trim().toLowerCase())
          .filter((host) => host !== ''),
  allowLoopback: isLoopback(apiUrl),
});

/**
 * The address behind a link, if the rule allows it: https to a known host. Throws DOWNLOAD_HOST_REFUSED, which names
 * the host and nothing else of the link.
 */
export function checkDownloadLink(link: Secret, rule: DownloadRule): URL {
  const text = reveal(link);
  if (!URL.canParse(text)) throw new AppError('DOWNLOAD_HOST_REFUSED', { host: '' });
  const url = new URL(text);
  const host = url.hostname.toLowerCase();
  const isKnown = rule.hosts.some((known) => host === known || host.endsWith(`.${known}`));
  const isAllowed = isLoopback(url) ? rule.allowLoopback : isKnown;
  if (!isAllowed || !isTransportSafe(url) || url.username !== '' || url.password !== '') {
    throw new AppError('DOWNLOAD_HOST_REFUSED', { host });
  }
  url.hash = '';
  return url;
}
