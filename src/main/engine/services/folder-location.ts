import { statfsSync } from 'node:fs';

/** Folders that programs keep in step with other machines: they copy a database while it is being written. */
const SYNCHRONISED: readonly (readonly [RegExp, string])[] = [
  [/[\\/]OneDrive(?: - [^\\/]+)?(?:[\\/]|$)/i, 'OneDrive'],
  [/[\\/]CloudStorage[\\/]OneDrive/i, 'OneDrive'],
  [/[\\/](?:CloudStorage[\\/])?Dropbox(?: \([^\\/]+\))?(?:[\\/]|$)/i, 'Dropbox'],
  [/[\\/]Mobile Documents[\\/]/i, 'iCloud Drive'],
  [/[\\/]iCloudDrive(?:[\\/]|$)/i, 'iCloud Drive'],
  [/[\\/](?:Google ?Drive|CloudStorage[\\/]GoogleDrive)/i, 'Google Drive'],
  [/[\\/](?:Box Sync|Box-Box|CloudStorage[\\/]Box)/i, 'Box'],
  [/[\\/]Nextcloud(?:[\\/]|$)/i, 'Nextcloud'],
];
/** A share by its Windows name. */
const SHARE = /^(?:\\\\|\/\/)(?![?.][\\/])[^\\/]+[\\/]/;
/** Linux's numbers of network file systems (statfs(2)): NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P. */
const NETWORK_FILE_SYSTEMS = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** What keeps a folder in step with other machines, or `network`; undefined for a folder of this machine alone. */
export function synchronisedBy(folder: string): string | undefined {
  const product = SYNCHRONISED.find(([pattern]) => pattern.test(folder))?.[1];
  if (product !== undefined) return product;
  return SHARE.test(folder) || isNetworkFileSystem(folder) ? 'network' : undefined;
}

function isNetworkFileSystem(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return NETWORK_FILE_SYSTEMS.has(statfsSync(folder).type);
  } catch {
    // A folder that can't be asked is judged by its name alone.
    return false;
  }
}
