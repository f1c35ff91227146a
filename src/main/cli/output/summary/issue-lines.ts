import type { IssueDocument } from '#core/reconcile/result-document.ts';
import type { IssueSeverity } from '#core/source.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { issueText } from '#shared/messages/issues.ts';
import { placeText } from './places.ts';
import { indented, section, type SummaryContext } from './summary-context.ts';

const MOST_PLACES = 3;
const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly IssueSeverity[];

function mark(severity: IssueSeverity, { texts, style }: SummaryContext): string {
  const text = texts.severities[severity];
  switch (severity) {
    case 'error':
      return style.bad(text);
    case 'warning':
      return style.caution(text);
    case 'info':
      return style.faint(text);
  }
}

/** Where an issue stands, and the text that it is about. */
function issuePlace(issue: IssueDocument, context: SummaryContext): string {
  const column = issue.column === null ? '' : fillMessage(context.texts.column, { column: issue.column });
  const place = [placeText(issue, context), column]
    .filter((part) => part !== '')
    .join(context.texts.listMark);
  const text = issue.text === null ? '' : `"${issue.text}"`;
  return [place, text].filter((part) => part !== '').join(': ');
}

/** Issues by code: the gravest first, how many, what it means, and the first few places. */
export function issueLines(issues: readonly IssueDocument[], context: SummaryContext): readonly string[] {
  const { texts, style } = context;
  const groups = new Map<string, IssueDocument[]>();
  for (const issue of issues) {
    const key = `${SEVERITIES.indexOf(issue.severity)} ${issue.code}`;
    const group = groups.get(key);
    if (group) group.push(issue);
    else groups.set(key, [issue]);
  }
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const count = group.length === 1 ? '' : ` (${groupDecimal(String(group.length))})`;
      const places = group.slice(0, MOST_PLACES).map((issue) => issuePlace(issue, context));
      const rest = group.length - places.length;
      const more = rest > 0 ? [fillMessage(texts.morePlaces, { count: groupDecimal(String(rest)) })] : [];
      return [
        ...indented(
          context,
          `${mark(first.severity, context)}${count} ${issueText(first.code, context.language)} ${style.faint(`[${first.code}]`)}`,
          '  ',
        ),
        ...[...places.filter((place) => place !== ''), ...more].flatMap((place) =>
          indented(context, place, '      ').map((text) => style.faint(text)),
        ),
      ];
    });
  return section(context, texts.issues, lines);
}
