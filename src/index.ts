/** handclasp as a library: the command line uses nothing that a program could not. */

export { type AskNode, askNode } from './elastic/rest/ask-node.ts';
export { explainRule } from './jobs/explain/explain-rule.ts';
export { findRules, type RuleSearch } from './jobs/explain/find-rules.ts';
export { type KnownRule, knownRules } from './jobs/explain/known-rules.ts';
export { inspectCertificates } from './jobs/inspect/inspect-certificates.ts';
export { inspectFile } from './jobs/inspect/inspect-file.ts';
export { diagnoseJoin, type JoinOptions } from './jobs/join/join.ts';
export { diagnoseKibana, type KibanaJob } from './jobs/kibana/kibana.ts';
export { type MatrixOptions, matrix } from './jobs/matrix/matrix.ts';
export type { ApiOptions } from './jobs/scan/ask-nodes.ts';
export { type Discovery, discoverNodes } from './jobs/scan/discover-nodes.ts';
export { ScanFault, type ScanOptions, scan } from './jobs/scan/scan.ts';
export type { LogEvent } from './logs/log-events.ts';
export { type OwnScan, ownScans } from './logs/own-scans.ts';
export { type LogEvidence, type LogReading, readLog } from './logs/read-log.ts';
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
export { renderDiagnosis } from './output/diagnosis-text.ts';
export { renderHtmlMatrix } from './output/html-matrix.ts';
export { renderJson } from './output/json.ts';
export { renderMatrix } from './output/matrix-table.ts';
export { renderTable, type TableOptions } from './output/table.ts';
export { createDialer, type Dialer } from './probe/dialer.ts';
export type { Probe, ProbeOptions } from './probe/probe-options.ts';
export { probeTarget } from './probe/probe-target.ts';
export { type Recording, record, replay } from './replay/recording.ts';
export { decodeSavedRun, encodeSavedRun, type SavedAnswers, type SavedRun, type SavedTarget } from './replay/saved-run.ts';
export { type ReadOptions, readElasticsearchSetup } from './settings/elasticsearch/read-elasticsearch.ts';
export { type KibanaOptions, readKibanaSetup } from './settings/kibana/read-kibana.ts';
export type { PasswordQuestion, PasswordSource } from './stores/password-source.ts';
export { readStore, type StoreOptions } from './stores/read-store.ts';
export type { Store, StoreEntry, StoreFault } from './stores/store.ts';
export { type OpenTlsOptions, openTls, type TlsConnection } from './tls/open-tls.ts';
export { TlsFailure, TlsRefusal } from './tls/tls-failure.ts';
export type { TlsVersion } from './tls/wire/versions.ts';
export { readCertificates } from './x509/read-pem.ts';
export { type VerifyInput, type VerifyResult, verifyCertificate } from './x509/verify-certificate.ts';
