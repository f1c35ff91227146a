import type { BundleReport } from '#engine/services/evidence-bundle/verify-bundle.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { readPassword } from '../options/read-options.ts';
import type { CliSession } from '../session.ts';
import type { RegisterCommand } from './command.ts';

interface VerifyValues {
  readonly fingerprint?: string;
  readonly passwordFile?: string;
}

/** `tieout verify FILE`: checks a bundle and replays it. Exit 1 where anything was touched. */
export const registerVerify: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('verify')
    .description(texts.commands.verify)
    .argument('<file>', texts.arguments.bundleFrom)
    .option('--fingerprint <sha256>', texts.options.fingerprint)
    .option('--password-file <file>', texts.options.passwordFile);
  command.action((file: string, { fingerprint, passwordFile }: VerifyValues) =>
    run(command, async (session) => {
      const password =
        passwordFile === undefined ? undefined : await readPassword(session.path(passwordFile));
      const { verifyBundle } = await import('#engine/services/evidence-bundle/verify-bundle.ts');
      const report = await session.job((context) =>
        verifyBundle(
          {
            file: session.path(file),
            ports: session.ports,
            ...(password === undefined ? {} : { password }),
          },
          context,
        ),
      );
      const isOther = fingerprint !== undefined && fingerprint.toLowerCase() !== report.fingerprint;
      session.print(reportText(report, session, isOther));
      const status = isOther ? 'touched' : report.status;
      session.printJson({ ...report, replayedHash: report.replayedHash ?? null, status });
      return status === 'proven' ? EXIT.done : EXIT.notTied;
    }),
  );
};

function reportText(report: BundleReport, { texts, style }: CliSession, isOtherKey: boolean): string {
  const words = texts.bundle;
  const paint = { ok: style.good, touched: style.bad, skipped: style.caution };
  const { start, end } = report.period;
  const isProven = report.status === 'proven' && !isOtherKey;
  return [
    fillMessage(words.period, { file: report.file, start, end, run: report.runId }),
    ...report.findings.flatMap(({ check, status, details }) => [
      `${paint[status](words.statuses[status])}  ${words.checks[check]}`,
      ...details.map((detail) => `      ${detail}`),
    ]),
    fillMessage(words.hash, { hash: report.statedHash }),
    fillMessage(words.signer, { fingerprint: report.fingerprint }),
    ...(isOtherKey ? [style.bad(words.fingerprintDiffers)] : []),
    '',
    isProven ? style.good(words.proven) : style.bad(words.notProven),
  ].join('\n');
}
