/**
 * Run before anything else is loaded: Node reads how to trace itself while its network code loads, and later is too late.
 */
import util from 'node:util';

/** The parts of Node that print whole addresses: a signed link is its address. */
const SPEAKS_OF_ADDRESSES = /^(fetch|undici|websocket)$/i;

/**
 * Keeps `NODE_DEBUG` from printing the addresses of requests to standard error. Somebody who looks into
 * trouble of the network sets it, and passes the output on. What else it traces stays as it is.
 */
export function keepNetworkUntraced(): void {
  const debuglog = util.debuglog;
  const quiet = Object.assign(() => undefined, { enabled: false });
  util.debuglog = (section, callback) =>
    SPEAKS_OF_ADDRESSES.test(section) ? quiet : debuglog(section, callback);
}
