import type { MaterialUnknown, MaterialUnread, SetupUnknown } from '../../model/reasons/setup-reason.ts';
import type { Place, Setup, SetupProblem, TlsContext } from '../../model/setup.ts';
import { setupProblemText } from '../../wording/setup-problem-texts.ts';
import type { SetupCase, SetupOutcome } from './rule.ts';

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
  const { because, stops, certainty, context, setting, place, file, logText } = problem;
  return {
    ...setupCase({
      message: setupProblemText(because),
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
    reported: problem,
  };
}

/** The cases, or what it means that there are none. */
export function casesOr(cases: readonly SetupCase[], otherwise: Exclude<SetupOutcome, { readonly kind: 'findings' }>): SetupOutcome {
  return cases.length === 0 ? otherwise : { kind: 'findings', cases };
}

/** `elasticsearch.yml:12`, or the file alone. */
export function placeText({ file, line }: Place): string {
  return line === null ? file : `${file}:${line}`;
}

/**
 * Why some file or store could not be read, or a password was missing; null where all that settings name is known.
 *
 * @param context of which context; absent: of all
 * @param settings which settings name the files that count; absent: all
 */
export function unreadMaterial(
  { contexts, unknown, startupErrors, warnings }: Setup,
  { context, settings }: { readonly context?: TlsContext; readonly settings?: RegExp } = {},
): MaterialUnread | null {
  const files = contexts.filter((each) => context === undefined || each === context).flatMap((each) => each.files);
  const [broken] = files.flatMap(({ path, problem, setting }) =>
    problem !== null && (settings === undefined || settings.test(setting)) ? [{ path, problem }] : [],
  );
  if (broken !== undefined) return { code: 'material-problem', file: broken.path, fault: broken.problem };
  const misplaced = [...startupErrors, ...warnings].find(
    ({ rule, setting, context: name }) =>
      rule === 'pem-text-in-place-of-path' &&
      (context === undefined || name === context.name) &&
      (settings === undefined || (setting !== null && settings.test(setting))),
  );
  if (misplaced !== undefined) return { code: 'setup-problem', rule: misplaced.rule, problem: misplaced.because };
  return (
    unknown.find((one): one is MaterialUnknown => isOfMaterial(one) && (context === undefined || one.context === context.name)) ?? null
  );
}

/** That the release is not known keeps nobody from judging a file. */
function isOfMaterial(unknown: SetupUnknown): unknown is MaterialUnknown {
  switch (unknown.code) {
    case 'file-elsewhere':
    case 'password-in-closed-keystore':
    case 'store-type-not-read':
    case 'store-not-supported':
      return true;
    case 'file-unread':
    case 'release-not-given':
      return false;
  }
}
