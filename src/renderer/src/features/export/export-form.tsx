import { Button, Radio, Group, SegmentedControl } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptionalSheetId } from '#core/workbook/sheets.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import type { WireExportPreview } from '#shared/ipc/contract/exports.ts';
import type { ResultSummary } from '#shared/ipc/contract/results.ts';
import { MASK_CHOICES, type MaskChoice } from '#shared/ipc/mask-choices.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { LANGUAGES, type Language } from '#shared/messages/language.ts';
import { api } from '../../lib/api.ts';
import { useCommands, type Command } from '../../lib/command-store.ts';
import { usePrivacy } from '../../lib/privacy.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CsvPanel } from './csv-panel.tsx';
import classes from './export.module.css';
import { SheetList } from './sheet-list.tsx';
import { SummaryPreview } from './summary-preview.tsx';
import { useWriting } from './use-writing.ts';
import { WritingState } from './writing-state.tsx';

/** What goes into the workbook on the left, what its summary will say on the right. */
export function ExportForm({
  period,
  preview,
  summary,
}: {
  readonly period: WirePeriod;
  readonly preview: WireExportPreview;
  readonly summary: ResultSummary;
}): ReactElement {
  const { t } = useTranslation(['export', 'app']);
  const spoken = useLanguage();
  const [language, setLanguage] = useState<Language>(spoken);
  const [detail, setDetail] = useState<UsageLevel>('customer');
  const privacy = usePrivacy();
  const [chosenMask, setMask] = useState<MaskChoice>();
  // Nothing is written unmasked because the setting has not arrived yet.
  const mask = chosenMask ?? privacy?.filesByDefault ?? 'users-and-customers';
  const [omitted, setOmitted] = useState<readonly OptionalSheetId[]>([]);
  const writing = useWriting();
  const { start } = writing;
  const { runId } = summary;
  const fileName = t('fileName', { period: period.start.slice(0, 7) });
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'export:write',
        group: 'work',
        title: t('command'),
        keys: 'mod+S',
        run: () => {
          void start('workbook', fileName, (output) =>
            api().jobs.startExport({ run: { runId }, output, detail, language, mask, omit: [...omitted] }),
          );
        },
      },
    ],
    [t, start, fileName, runId, detail, language, mask, omitted],
  );
  useCommands('export', commands);
  return (
    <>
      <div className={classes['notes']}>
        {preview.isPractice && (
          <Banner tone="warn" role="status">
            <p>{t('practice')}</p>
          </Banner>
        )}
        {preview.stale.length > 0 && (
          <Banner tone="warn" role="status" data-stale="yes">
            <p>{t('stale')}</p>
          </Banner>
        )}
      </div>
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <Panel
            title={t('contents')}
            actions={
              <Button
                disabled={writing.isBusy}
                onClick={() => {
                  commands[0]?.run();
                }}
              >
                {t('write')}
              </Button>
            }
          >
            <WritingState writing={writing} />
            <div className={classes['field']}>
              <span id="export-language" className={classes['label']}>
                {t('language')}
              </span>
              <SegmentedControl
                aria-labelledby="export-language"
                value={language}
                onChange={(value) => {
                  setLanguage(value === 'ja' ? 'ja' : 'en');
                }}
                data={LANGUAGES.map((value) => ({ value, label: t(`app:languages.${value}`) }))}
              />
            </div>
            <Radio.Group
              label={t('detail')}
              value={detail}
              description={
                detail === 'user' ? t(mask === 'nobody' ? 'detailUser' : 'detailUserMasked') : undefined
              }
              onChange={(value) => {
                setDetail(USAGE_LEVELS.find((level) => level === value) ?? 'customer');
              }}
            >
              <Group mt="xs" gap="lg">
                {USAGE_LEVELS.map((level) => (
                  <Radio key={level} value={level} label={DOMAIN_WORDS[spoken].levels[level]} />
                ))}
              </Group>
            </Radio.Group>
            <Radio.Group
              label={t('mask')}
              description={t('maskNote')}
              value={mask}
              data-mask={mask}
              onChange={(value) => {
                setMask(MASK_CHOICES.find((choice) => choice === value));
              }}
            >
              <Group mt="xs" gap="lg">
                {MASK_CHOICES.map((choice) => (
                  <Radio key={choice} value={choice} label={t(`maskChoices.${choice}`)} />
                ))}
              </Group>
            </Radio.Group>
            <SheetList
              sheets={preview.sheets}
              detail={detail}
              language={language}
              omitted={omitted}
              onOmit={setOmitted}
            />
          </Panel>
          <CsvPanel runId={runId} period={period} mask={mask} />
        </div>
        <SummaryPreview preview={preview} summary={summary} language={language} mask={mask} />
      </div>
    </>
  );
}
