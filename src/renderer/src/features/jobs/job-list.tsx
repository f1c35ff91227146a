import { useEffect, type ReactElement } from 'react';
import type { JobOutcome, JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { PHASES } from '#shared/messages/phases.ts';
import { formatCount, formatDays } from '../../lib/format.ts';
import { cancelJob, followJobs, isRunning, useJobs } from '../../lib/job-store.ts';
import { useLocale, useSettings } from '../../lib/settings-store.ts';
import { ErrorText } from '../../ui/error-notice.tsx';

/** The jobs of this session, newest first, each with its progress and its end. */
export function JobList(): ReactElement {
  const { jobs: words } = useLocale();
  const jobs = useJobs((state) => state.jobs);
  useEffect(followJobs, []);
  return (
    <section className="panel" aria-labelledby="jobs-heading">
      <h2 id="jobs-heading">{words.heading}</h2>
      {jobs.length === 0 && <p className="quiet">{words.empty}</p>}
      <ul className="items">
        {jobs.map((job) => (
          <li key={job.jobId} data-job={job.kind} data-state={job.state}>
            <Job job={job} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Job({ job }: { readonly job: JobSnapshot }): ReactElement {
  const { jobs: words } = useLocale();
  return (
    <>
      <div className="row">
        <div>
          <p>
            {words[job.kind]} · <span aria-live="polite">{words[job.state]}</span>
          </p>
          <p className="quiet name">{job.files.join(', ')}</p>
        </div>
        {isRunning(job) && (
          <button
            type="button"
            disabled={job.state === 'cancelling'}
            onClick={() => {
              cancelJob(job.jobId);
            }}
          >
            {words.cancel}
          </button>
        )}
      </div>
      {isRunning(job) && <Progress job={job} />}
      {job.outcome && <Outcome outcome={job.outcome} />}
      {job.error && <ErrorText error={job.error} />}
    </>
  );
}

function Progress({ job }: { readonly job: JobSnapshot }): ReactElement {
  const { jobs: words } = useLocale();
  const { language } = useSettings(({ settings }) => settings);
  const { progress } = job;
  const label = fillMessage(words.progress, { job: words[job.kind] });
  if (!progress) return <progress aria-label={label} />;
  const hasEnd = progress.total !== null && progress.total > 0;
  return (
    <>
      <progress
        aria-label={label}
        {...(hasEnd ? { value: Math.min(progress.done, progress.total ?? 0), max: progress.total ?? 0 } : {})}
      />
      <p className="quiet figures">
        {PHASES[language][progress.phase]}
        {progress.unit === 'rows' && ` · ${formatCount(progress.done, language)}`}
      </p>
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: JobOutcome }): ReactElement {
  const { jobs: words } = useLocale();
  const { language } = useSettings(({ settings }) => settings);
  switch (outcome.kind) {
    case 'import':
      return (
        <ul className="quiet">
          {outcome.files.map(({ fileName, counts, reused }, index) => (
            <li key={index}>
              {fileName}:{' '}
              {reused
                ? words.reused
                : fillMessage(words.rows, {
                    stored: formatCount(counts.stored, language),
                    read: formatCount(counts.read, language),
                  })}
              {counts.quarantined > 0 && (
                <span className="warn-text">
                  {' · '}
                  {fillMessage(words.quarantined, { count: formatCount(counts.quarantined, language) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      );
    case 'reconcile':
      return (
        <p className="quiet">
          {formatDays(outcome.period)} · {DOMAIN_WORDS[language].verdicts[outcome.verdict]}
        </p>
      );
    case 'export':
      return <p className="quiet">{fillMessage(words.written, { file: outcome.fileName })}</p>;
    case 'fetch':
      return <p className="quiet">{fillMessage(words.fetched, { count: String(outcome.reports) })}</p>;
    case 'list-reports':
      return <p className="quiet">{fillMessage(words.listed, { count: String(outcome.reports) })}</p>;
    case 'delete-report':
      return <></>;
  }
}
