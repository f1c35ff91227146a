import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { REPORT_STATUSES, type ReportStatus } from '#engine/webex/reports/report.ts';
import { choiceOption, choicesOption, type OptionReader } from './parsers.ts';

/** A level, in either case: the API writes them in capitals. */
export const levelOption = (option: string): OptionReader<UsageLevel> => {
  const read = choiceOption(option, USAGE_LEVELS);
  return (value) => read(value.toLowerCase());
};

/** Several levels, separated by commas. */
export const levelsOption = (option: string): OptionReader<readonly UsageLevel[]> => {
  const read = choicesOption(option, USAGE_LEVELS);
  return (value) => read(value.toLowerCase());
};

/** A status of the API, in either case. */
export const statusOption = (option: string): OptionReader<ReportStatus> => {
  const read = choiceOption(option, REPORT_STATUSES);
  return (value) => read(value.toUpperCase());
};

/** Gathers the values of an option that may be given several times. */
export const repeatedOption = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];
