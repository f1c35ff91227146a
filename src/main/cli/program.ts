import { Command, type Help, type Option } from 'commander';
import { AppError } from '#core/errors.ts';
import { LANGUAGES } from '#shared/messages/language.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { COMMANDS } from './commands/index.ts';
import type { RunCommand } from './commands/command.ts';
import type { CliHost } from './host.ts';
import { choiceOption, pathOption } from './options/parsers.ts';
import { repeatedOption } from './options/webex-options.ts';
import { displayWidth, wrapToWidth } from './output/width.ts';

/** Commander writes the words `[options]` and `[command]` itself, in English. */
function localisedUsage(command: Command, texts: CliTexts): string {
  const names: string[] = [];
  for (let current: Command | null = command; current !== null; current = current.parent) {
    names.unshift(current.name());
  }
  const usage = command
    .usage()
    .replace('[options]', `[${texts.help.usageWords.options}]`)
    .replace('[command]', `[${texts.help.usageWords.command}]`);
  return `${names.join(' ')} ${usage}`;
}

/** Help in the person's language, its columns aligned by the width that a terminal gives each character. */
function localisedHelp(texts: CliTexts): Partial<Help> {
  const titles: Readonly<Record<string, string>> = texts.help.titles;
  return {
    showGlobalOptions: true,
    styleTitle: (title) => titles[title] ?? title,
    displayWidth,
    boxWrap: (text, width) => wrapToWidth(text, width).join('\n'),
    commandUsage: (command) => localisedUsage(command, texts),
    optionDescription: (option: Option) =>
      option.defaultValue === undefined
        ? option.description
        : `${option.description} (${fillMessage(texts.help.defaultValue, { value: String(option.defaultValue) })})`,
    subcommandTerm: (command) =>
      [command.name(), command.usage().replace(/^\[[^\]]*\] ?/, '')].join(' ').trim(),
  };
}

/** An option with one value must stand once: commander would take the last, and drop the other in silence. */
function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    if (option.variadic || option.isBoolean() || option.parseArg === repeatedOption) continue;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) throw new AppError('OPTION_TWICE', { option: option.long ?? option.flags });
      isGiven = true;
    });
  }
  command.commands.forEach(refuseRepeats);
}

/** Everything that `tieout` understands. Help and version go to the host's streams; wrong usage is thrown. */
export function buildProgram(host: CliHost, texts: CliTexts, version: string, run: RunCommand): Command {
  const program = new Command('tieout')
    .description(texts.help.about)
    .usage(`<${texts.help.usageWords.command}> [${texts.help.usageWords.options}]`)
    .option('--workspace <dir>', texts.help.workspace, pathOption('--workspace', texts))
    .option('--lang <en|ja>', texts.help.lang, choiceOption('--lang', LANGUAGES))
    .option('--json', texts.help.json)
    .option('--quiet', texts.help.quiet)
    .helpOption('-h, --help', texts.help.help)
    .helpCommand('help [command]', texts.help.helpCommand)
    .version(version, '-V, --version', texts.help.version)
    .configureHelp(localisedHelp(texts))
    .configureOutput({
      writeOut: (text) => {
        host.stdout.write(text);
      },
      writeErr: (text) => {
        host.stderr.write(text);
      },
      // Wrong usage is told in one place, with every other error.
      outputError: () => undefined,
      getOutHelpWidth: () => host.stdout.columns() ?? 100,
      getErrHelpWidth: () => host.stderr.columns() ?? 100,
    })
    .exitOverride()
    .addHelpText('after', `\n${texts.help.exitCodes}`);
  for (const register of COMMANDS) register(program, texts, run);
  // The common options may be repeated: a person overrides what a script or an alias has set.
  program.commands.forEach(refuseRepeats);
  return program;
}
