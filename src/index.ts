/** handclasp as a library: the command line uses nothing that a program could not. */

export { type AskNode, askNode } from './elastic/rest/ask-node.ts';
export type { ApiOptions } from './jobs/ask-nodes.ts';
export { type Discovery, discoverNodes } from './jobs/discover-nodes.ts';
export { explainRule } from './jobs/explain-rule.ts';
export { findRules, type RuleSearch } from './jobs/find-rules.ts';
export { inspectCertificates } from './jobs/inspect-certificates.ts';
export { inspectFile } from './jobs/inspect-file.ts';
export { diagnoseJoin, type JoinOptions } from './jobs/join/join.ts';
export { diagnoseKibana, type KibanaJob } from './jobs/kibana/kibana.ts';
export { type KnownRule, knownRules } from './jobs/known-rules.ts';
export type { LogEvent } from './jobs/log-events.ts';
export { type MatrixOptions, matrix } from './jobs/matrix.ts';
export { type OwnScan, ownScans } from './jobs/own-scans.ts';
export { type LogEvidence, type LogReading, readLog } from './jobs/read-log.ts';
export { ScanFault, type ScanOptions, scan } from './jobs/scan.ts';
export type { ClockOffset, ListedCertificate, ListedNode, ListedPort, PublishedAddress } from './model/api-facts.ts';
export type { Certificate, GeneralName, KeyUsage, PublicKey } from './model/certificate.ts';
export type { Channel } from './model/channel.ts';
export type { Credentials } from './model/credentials.ts';
export type { Deployment } from './model/deployment.ts';
export type { ExplainedRule, RuleFix } from './model/explained-rule.ts';
export type { Finding, Unknown } from './model/finding.ts';
export type { Fix, FixContext, FixMachine, FixOf, FixPlace, FixStep } from './model/fix.ts';
export type { InspectedCertificate, InspectedEntry, InspectedFile, InspectedStore, Problem, StoreFormat } from './model/inspection.ts';
export type { LocalLimit } from './model/local-limit.ts';
export type {
  Application,
  CertificateRequestSeen,
  ClientAuth,
  Conversation,
  Cost,
  Ending,
  HttpAnswer,
  Observation,
  Phase,
  Product,
  Service,
  StrangerAnswer,
  VersionAnswer,
} from './model/observation.ts';
export { parseTargets, type TargetText } from './model/parse-targets.ts';
export { placeholders } from './model/placeholders.ts';
export type { ProtocolVersion } from './model/protocol-version.ts';
export type { Reachability } from './model/reachability.ts';
export type { Answer, ApiReport, CertificateReport, EndpointReport, Report, VerdictReport } from './model/report.ts';
export type { RuleText } from './model/rule-text.ts';
export { Secret } from './model/secret.ts';
export type {
  Anchor,
  Chosen,
  ContextKind,
  Identity,
  JvmSettings,
  MaterialFile,
  NodeFacts,
  Place,
  Setting,
  Setup,
  SetupProblem,
  TlsContext,
  Trust,
} from './model/setup.ts';
export type { Severity } from './model/severity.ts';
export type { Gap, Shortfall, Topic, Unanswered } from './model/shortfall.ts';
export type { Target } from './model/target.ts';
export { UsageError } from './model/usage-error.ts';
export type { VerifyReason } from './model/verify-reason.ts';
export { createDialer, type Dialer } from './probe/dialer.ts';
export type { Probe, ProbeOptions } from './probe/probe-options.ts';
export { probeTarget } from './probe/probe-target.ts';
export { type Recording, record, replay } from './replay/recording.ts';
export { decodeSavedRun, encodeSavedRun, type SavedAnswers, type SavedRun, type SavedTarget } from './replay/saved-run.ts';
export { renderDiagnosis } from './report/diagnosis-text.ts';
export { renderHtmlMatrix } from './report/html-matrix.ts';
export { renderJson } from './report/json.ts';
export { renderMatrix } from './report/matrix-table.ts';
export { renderTable, type TableOptions } from './report/table.ts';
export type { PasswordQuestion, PasswordSource } from './settings/password-source.ts';
export { type ReadOptions, readElasticsearchSetup } from './settings/read-elasticsearch.ts';
export { type KibanaOptions, readKibanaSetup } from './settings/read-kibana.ts';
export { readStore, type StoreOptions } from './settings/read-store.ts';
export type { Store, StoreEntry, StoreFault } from './settings/store.ts';
export { type OpenTlsOptions, openTls, type TlsConnection } from './tls/open-tls.ts';
export { TlsFailure, TlsRefusal } from './tls/tls-failure.ts';
export type { TlsVersion } from './tls/wire/versions.ts';
export { readCertificates } from './x509/read-pem.ts';
export { type VerifyInput, type VerifyResult, verifyCertificate } from './x509/verify-certificate.ts';
