import { Button, Checkbox, Radio, Switch, TagsInput, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatDay, formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import {
  checkFetch,
  countDays,
  isSound,
  lastMonths,
  type FetchDates,
  type FetchProblems,
  type FetchWish,
} from './check-fetch.ts';
import { useStartFetch } from './report-acts.ts';
import { useSubPartners } from './report-queries.ts';
import classes from './reports.module.css';

const OWNERS = ['own', 'all', 'some'] as const;
/** Months offered at one click. */
const OFFERED_MONTHS = 4;

/** Days, levels and owner of the reports that are to be held; checked as they are typed. */
export function FetchForm({
  connection,
  dates,
  onDone,
}: {
  readonly connection: WebexConnectionState;
  readonly dates: FetchDates;
  readonly onDone: () => void;
}): ReactElement {
  const { t } = useTranslation('reports');
  const months = lastMonths(dates.newest, OFFERED_MONTHS);
  const [wish, setWish] = useState<FetchWish>(() => ({
    start: months[0]?.start ?? '',
    end: months[0]?.end ?? '',
    levels: USAGE_LEVELS,
    owner: 'own',
    subPartners: [],
  }));
  const [isAnew, setIsAnew] = useState(false);
  const start = useStartFetch();
  const mayWrite = connection.permissions.write !== 'no';
  const problems = checkFetch(wish, dates);
  const change = (changes: Partial<FetchWish>): void => {
    setWish((before) => ({ ...before, ...changes }));
  };
  const send = (createOnly: boolean): void => {
    if (!isSound(problems)) return;
    start.mutate(
      {
        period: { start: wish.start, end: wish.end },
        levels: USAGE_LEVELS.filter((level) => wish.levels.includes(level)),
        ...(wish.owner === 'own'
          ? {}
          : { subPartners: wish.owner === 'all' ? ('all' as const) : [...wish.subPartners] }),
        regenerate: isAnew,
        createOnly: createOnly,
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <p className="quiet">{t('form.text')}</p>
      <Days wish={wish} dates={dates} problems={problems} months={months} onChange={change} />
      <Levels wish={wish} problems={problems} onChange={change} />
      <Owners wish={wish} problems={problems} onChange={change} />
      {mayWrite ? (
        <Switch
          label={t('form.regenerate')}
          description={t('form.regenerateText')}
          checked={isAnew}
          onChange={({ currentTarget }) => {
            setIsAnew(currentTarget.checked);
          }}
        />
      ) : (
        <p className={classes['warning']}>{t('form.locked')}</p>
      )}
      <div className={classes['end']}>
        {mayWrite && !isAnew && (
          <Button
            variant="default"
            title={t('form.createOnlyText')}
            disabled={!isSound(problems) || start.isPending}
            onClick={() => {
              send(true);
            }}
          >
            {t('form.createOnly')}
          </Button>
        )}
        <Button type="submit" disabled={!isSound(problems)} loading={start.isPending}>
          {t(isAnew ? 'form.submitAnew' : 'form.submit')}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly wish: FetchWish;
  readonly problems: FetchProblems;
  readonly onChange: (changes: Partial<FetchWish>) => void;
}

function Days({
  wish,
  dates,
  problems,
  months,
  onChange,
}: PartProps & {
  readonly dates: FetchDates;
  readonly months: ReturnType<typeof lastMonths>;
}): ReactElement {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  const days = countDays(wish.start, wish.end);
  const errorOf = (problem: FetchProblems['start'] | FetchProblems['end']): string | undefined => {
    if (problem === undefined) return undefined;
    const day = problem === 'old' ? dates.oldest : dates.newest;
    return t(`form.problems.${problem}`, { day: formatDay(day, language) });
  };
  return (
    <div className={classes['stack']}>
      <div className={classes['chips']} role="group" aria-label={t('form.month')}>
        {months.map((month) => (
          <Button
            key={month.start}
            size="xs"
            variant={month.start === wish.start && month.end === wish.end ? 'light' : 'default'}
            aria-pressed={month.start === wish.start && month.end === wish.end}
            onClick={() => {
              onChange(month);
            }}
          >
            {formatPeriod(month, language)}
          </Button>
        ))}
      </div>
      <div className={classes['pair']}>
        {(['start', 'end'] as const).map((side) => (
          <TextInput
            key={side}
            label={t(`form.${side}`)}
            placeholder={t('form.format')}
            inputMode="numeric"
            autoComplete="off"
            value={wish[side]}
            error={errorOf(problems[side])}
            onChange={({ currentTarget }) => {
              onChange({ [side]: currentTarget.value.trim().replaceAll('/', '-') });
            }}
          />
        ))}
      </div>
      {days !== undefined && isSound(problems) && <p className="quiet">{t('form.days', { count: days })}</p>}
    </div>
  );
}

function Levels({ wish, problems, onChange }: PartProps): ReactElement {
  const { t } = useTranslation('reports');
  const { levels } = DOMAIN_WORDS[useLanguage()];
  return (
    <Checkbox.Group
      label={t('form.levels')}
      value={[...wish.levels]}
      error={problems.levels === undefined ? undefined : t('form.problems.levels')}
      onChange={(values) => {
        onChange({ levels: USAGE_LEVELS.filter((level: UsageLevel) => values.includes(level)) });
      }}
    >
      <div className={classes['row']}>
        {USAGE_LEVELS.map((level) => (
          <Checkbox key={level} value={level} label={levels[level]} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Owners({ wish, problems, onChange }: PartProps): ReactElement {
  const { t } = useTranslation('reports');
  const { data: known = [] } = useSubPartners();
  return (
    <div className={classes['stack']}>
      <Radio.Group
        label={t('form.owner')}
        value={wish.owner}
        onChange={(value) => {
          onChange({ owner: OWNERS.find((owner) => owner === value) ?? 'own' });
        }}
      >
        <div className={classes['row']}>
          {OWNERS.map((owner) => (
            <Radio key={owner} value={owner} label={t(`form.owners.${owner}`)} />
          ))}
        </div>
      </Radio.Group>
      {wish.owner === 'some' && (
        <TagsInput
          label={t('form.subPartners')}
          description={t('form.subPartnersHint')}
          data={known.map(({ orgId }) => orgId)}
          value={[...wish.subPartners]}
          error={problems.subPartners === undefined ? undefined : t('form.problems.subPartners')}
          onChange={(subPartners) => {
            onChange({ subPartners });
          }}
        />
      )}
    </div>
  );
}
