/** Labels of the Webex commands, in English. */
export const WEBEX_CLI_EN = {
  about: {
    fetch: 'fetch the usage reports of a period from Webex, and keep them',
    reports: 'list, create, show, download and delete the reports at Webex',
    list: 'list the reports at Webex',
    create: 'have Webex make a report',
    show: 'show a report',
    download: 'download a report into a file; the workspace is not touched',
    delete: 'delete a report at Webex',
  },
  arguments: { id: 'id of a report, as "tieout reports list" shows it' },
  options: {
    types: 'levels: partner,customer,user (default: all three)',
    type: 'level: partner, customer or user',
    subPartner:
      'reports of this sub-partner (organisation id) instead of your own; may be repeated; "all" for every one',
    oneSubPartner: 'reports of this sub-partner (organisation id)',
    regenerate: 'have Webex make the reports anew, and show what changed',
    status: 'status: IN_PROGRESS, COMPLETED or FAILED',
    sortBy: 'order: id, billingStartDate, billingEndDate or status',
    out: 'file to write (.csv)',
    demoOnline: 'get the reports from an emulator of Webex on this computer, on a bad day',
    yes: 'do not ask',
    environment:
      'Environment: TIEOUT_ACCESS_TOKEN, or TIEOUT_CLIENT_ID, TIEOUT_CLIENT_SECRET and TIEOUT_REFRESH_TOKEN; TIEOUT_API_URL, TIEOUT_DOWNLOAD_HOSTS; HTTPS_PROXY, NO_PROXY.',
  },
  rows: '{count} rows',
  userDays: '{count} user-days',
  fetched: 'fetched',
  held: 'already held',
  subPartner: 'sub-partner {id}',
  changed: '{period} {level}: changed by {difference} user-days[ for {customers} customers]',
  changeLine: '{key}: {before} -> {after}',
  moreChanges: 'and {count} more',
  unchanged: '{period} {level}: the new report says the same as the one before',
  subPartnerNote:
    'Reports of sub-partners are added to your own. If your own already contain their usage, it would count twice: check T3 and the overlaps.',
  tokenExpires: 'The Webex token expires in {minutes} minutes.',
  refreshTokenReplaced:
    'Webex has replaced the refresh token. The one in TIEOUT_REFRESH_TOKEN may stop working: make a new one before the next run.',
  noReports: 'No such reports at Webex.',
  pointInTime: 'point in time',
  created: 'Webex is making the report {id}.',
  accepted: 'Webex has accepted the request; "tieout reports list" shows the report.',
  downloaded: 'Downloaded: {path} ({bytes} bytes, sha256 {hash})',
  confirmDelete: 'Delete the report {id} ({type} {period}, {status}) at Webex? (y/N) ',
  deleted: 'Deleted at Webex: {id}',
} as const;
