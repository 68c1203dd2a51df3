import type { Place, Setup, SetupProblem, TlsContext } from '../../model/setup.ts';
import type { SetupCase, SetupOutcome } from '../framework/rule.ts';

/** What a rule says of one place, as far as it differs from the usual: proven, no reason not to start, about the whole. */
export type CaseWish = Pick<SetupCase, 'message'> &
  Partial<Pick<SetupCase, 'severity' | 'facts' | 'stops' | 'certainty'>> & {
    readonly context?: TlsContext | null;
    /** The settings to look at, and their lines. */
    readonly settings?: readonly string[];
    readonly places?: readonly (Place | null)[];
    /** Files beside those of the settings. */
    readonly files?: readonly string[];
  };

/** One place at which a rule does not hold. */
export function setupCase({
  message,
  severity,
  facts,
  stops = false,
  certainty = 'proven',
  context = null,
  ...about
}: CaseWish): SetupCase {
  const { settings = [], places = [], files = [] } = about;
  const somewhere = [...new Set([...places.flatMap((place) => (place === null ? [] : [placeText(place)])), ...files])];
  return {
    message,
    ...(severity === undefined ? {} : { severity }),
    facts: { ...(settings.length === 0 ? {} : { settings }), ...(files.length === 0 ? {} : { files }), ...facts },
    // What is missing stands nowhere: then the setting itself is named.
    subjects: somewhere.length > 0 ? somewhere : settings,
    stops,
    certainty,
    context: context?.name ?? null,
  };
}

/** What the reader of the files found, as a case of the rule that it names. */
export function caseOf(problem: SetupProblem, severity?: SetupCase['severity']): SetupCase {
  const { detail, stops, certainty, context, setting, place, file, logText } = problem;
  return {
    ...setupCase({
      message: detail,
      stops,
      certainty,
      settings: setting === null ? [] : [setting],
      places: [place],
      // A place names its file already.
      files: file === null || file === place?.file ? [] : [file],
      ...(severity === undefined ? {} : { severity }),
      facts: logText === null ? {} : { logs: logText },
    }),
    context,
  };
}

/** The cases, or what it means that there are none. */
export function casesOr(cases: readonly SetupCase[], otherwise: Exclude<SetupOutcome, { readonly kind: 'findings' }>): SetupOutcome {
  return cases.length === 0 ? otherwise : { kind: 'findings', cases };
}

/** `elasticsearch.yml:12`, or the file alone. */
function placeText({ file, line }: Place): string {
  return line === null ? file : `${file}:${line}`;
}

/**
 * Why some file or store could not be read, or a password was missing; null where all that settings name is known.
 *
 * @param context of which context; absent: of all
 * @param settings which settings name the files that count; absent: all
 */
export function unreadMaterial(
  { contexts, unknown, obstacles, remarks }: Setup,
  { context, settings }: { readonly context?: TlsContext; readonly settings?: RegExp } = {},
): string | null {
  const files = contexts.filter((each) => context === undefined || each === context).flatMap((each) => each.files);
  const broken = files.flatMap(({ problem, setting }) => (settings === undefined || settings.test(setting) ? (problem ?? []) : []))[0];
  const misplaced = [...obstacles, ...remarks].find(
    ({ rule, setting, context: name }) =>
      rule === 'pem-text-in-place-of-path' &&
      (context === undefined || name === context.name) &&
      (settings === undefined || (setting !== null && settings.test(setting))),
  );
  // That the release is not known keeps nobody from judging a file.
  const locked = unknown.find(
    (text) => /could not be opened|are not read|not supported/.test(text) && (context === undefined || text.startsWith(`${context.name}.`)),
  );
  return broken ?? misplaced?.detail ?? locked ?? null;
}
