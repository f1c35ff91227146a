import process from 'node:process';
import { AppError } from '#core/errors.ts';
import type { CliHost } from './host.ts';

/**
 * Sends https through the proxy that the environment names (`HTTPS_PROXY`, `NO_PROXY`), as many offices need it. Plain
 * http is spoken on this computer only, and never goes through a proxy.
 *
 * Throws BAD_OPTION for an address that is none; it may hold a password and is not shown.
 */
export function useProxyOf(env: CliHost['env']): void {
  const proxy = env['HTTPS_PROXY'] ?? env['https_proxy'];
  if (proxy === undefined || proxy === '') return;
  const except = env['NO_PROXY'] ?? env['no_proxy'];
  try {
    // Not imported: that alone would load all of Node's network code, at every start and for nothing.
    const http = process.getBuiltinModule('node:http');
    http.setGlobalProxyFromEnv({ https_proxy: proxy, ...(except === undefined ? {} : { no_proxy: except }) });
  } catch {
    throw new AppError('BAD_OPTION', { option: 'HTTPS_PROXY', value: '...', accepted: 'http://host:port' });
  }
}
