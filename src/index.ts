/** handclasp as a library. The command line imports nothing else, so whatever it does, a program can do. */

// Targets, and who connects to them

export type { Channel } from './model/channel.ts';
export { type Credentials, secretsOf } from './model/credentials.ts';
export { type Deployment, deployments } from './model/deployment.ts';
export { parseTargets, parseTargetTexts, type TargetText } from './model/parse-targets.ts';
export { Secret } from './model/secret.ts';
export { isOfShard, type MergedReport, type Shard, type ShardReport, shardOf, shardText } from './model/shard.ts';
export { type ShardLine, shardLine, shardLineSchema } from './model/shard-line.ts';
export type { Target } from './model/target.ts';
export { UsageError } from './model/usage-error.ts';

// Asking an endpoint, and what it showed

export { type AskNode, askNode } from './elastic/rest/ask-node.ts';
export type { ClockOffset, ListedCertificate, ListedNode, ListedPort, PublishedAddress } from './model/api-facts.ts';
export type { Ending, Phase } from './model/ending.ts';
export { type LocalLimit, localLimitOf, localLimits } from './model/local-limit.ts';
export type {
  Application,
  CertificateRequestSeen,
  ClientAuth,
  Conversation,
  Cost,
  HttpAnswer,
  Observation,
  Product,
  SelfSignedAnswer,
  Service,
  VersionAnswer,
} from './model/observation.ts';
export type { ProtocolVersion } from './model/protocol-version.ts';
export type { Reachability } from './model/reachability.ts';
export type { Reason, ReasonCode } from './model/reasons/reason.ts';
export type { Gap, Shortfall, Topic, Unanswered } from './model/shortfall.ts';
export { type Connector, createConnector } from './probe/connector.ts';
export type { Probe, ProbeOptions } from './probe/probe-options.ts';
export { probeTarget } from './probe/probe-target.ts';
export { type OpenTlsOptions, openTls, type TlsConnection } from './tls/open-tls.ts';
export { TlsFailure, TlsRefusal } from './tls/tls-failure.ts';
export type { TlsVersion } from './tls/wire/versions.ts';

// Saved runs

export { type Recording, record, replay } from './replay/recording.ts';
export { decodeSavedRun, encodeSavedRun, type SavedAnswers, type SavedRun, type SavedTarget } from './replay/saved-run.ts';

// Jobs: ask, judge, report

export { inspectCertificates } from './jobs/inspect/inspect-certificates.ts';
export { inspectFile } from './jobs/inspect/inspect-file.ts';
export { type GivenFile, inspectFiles } from './jobs/inspect/inspect-files.ts';
export { diagnoseJoin, type JoinOptions } from './jobs/join/join.ts';
export { type BundledJoinOptions, diagnoseJoinOfBundles } from './jobs/join/join-of-bundles.ts';
export { diagnoseJoinOfEck, type EckJoinOptions } from './jobs/join/join-of-eck.ts';
export { isAcceptanceUndetermined } from './jobs/kibana/is-acceptance-undetermined.ts';
export { diagnoseKibana, type KibanaJob } from './jobs/kibana/kibana.ts';
export { type MatrixOptions, matrix } from './jobs/matrix/matrix.ts';
export { type ReadyOptions, ready } from './jobs/ready/ready.ts';
export { readUpgradeTarget } from './jobs/ready/upgrade/read-upgrade-target.ts';
export type { ApiOptions } from './jobs/scan/ask-nodes.ts';
export { type Discovery, discoverNodes } from './jobs/scan/discover-nodes.ts';
export { type JudgeOptions, judgeObservations } from './jobs/scan/judge-observations.ts';
export { ScanFault, type ScanOptions, scan } from './jobs/scan/scan.ts';
export type { UpgradePairReport, UpgradeReport, UpgradeTarget } from './model/upgrade-report.ts';

// Scans of any length, written as they go

export { massScan } from './fleet/mass-scan.ts';
export type { MassProgress, MassScanOptions, MassSummary } from './fleet/mass-scan-options.ts';
export { resumeFrom } from './fleet/resume-file.ts';
export { keepOldGenerationTight } from './fleet/young-generation.ts';

// Reports

export type { BaselineReport, ComparedFinding } from './model/baseline-report.ts';
export type { Finding, Unknown } from './model/finding.ts';
export type { Fix, FixContext, FixMachine, FixOf, FixPlace, FixStep } from './model/fix.ts';
export type {
  InspectedCertificate,
  InspectedEntry,
  InspectedFile,
  InspectedStore,
  Inspection,
  Problem,
} from './model/inspection.ts';
export { placeholders } from './model/placeholders.ts';
export { refusedByApi } from './model/refused-by-api.ts';
export type {
  Answer,
  ApiReport,
  CertificateReport,
  EndpointReport,
  Report,
  VerdictReport,
} from './model/report.ts';
export { atLeast, type Severity, severities } from './model/severity.ts';
export { toolVersion } from './model/tool-version.ts';
export type { VerifyReason } from './model/verify-reason.ts';
export { isWithinExpiresIn } from './model/within-expires-in.ts';
export { mergeShards, missingShards, type ShardPart, spanOf } from './report/merge-shards.ts';
export { type Baseline, type SinceBaseline, sinceBaseline } from './report/since-baseline.ts';

// Past runs, and what changed between them

export { changesBetween } from './history/changes-between.ts';
export { History } from './history/history.ts';
export type { KeptRun, SavedJson } from './history/kept-run.ts';
export { decodeKeptRun, encodeKeptRun } from './history/kept-run-codec.ts';
export { explainedFault, type HistoryOptions, openHistory, readHistory } from './history/open-history.ts';
export { runToKeep } from './history/run-to-keep.ts';
export { timelineOf } from './history/timeline.ts';
export type { Change, ChangeFacts, ChangesReport } from './model/change.ts';
export type {
  ClusterState,
  EndpointState,
  ListedRun,
  PastCertificate,
  PastEndpoint,
  PastFinding,
  PastRun,
  PastRunReport,
  PastUnknown,
} from './model/past-run.ts';
export type { Fare, Timeline, TimelineEndpoint, TimelineRuns } from './model/timeline.ts';

// Policies, and files of handclasp's own

export {
  type ConfigFile,
  type ConfigOption,
  configFileOf,
  configJsonSchema,
  configSchema,
  type WaiverLimits,
} from './config/config-schema.ts';
export { faultsText, faultText } from './config/faults-text.ts';
export { type Described, type DescribedFault, type LineOf, readDescribed } from './config/read-described.ts';
export type { Policy, PolicyCheck, PolicyFeature, PolicyRequirement } from './model/policy.ts';
export type { PolicyReport, RequirementReport } from './model/policy-report.ts';
export type { WaivedMatter, Waiver } from './model/waiver.ts';
export { emitManifest } from './policy/emit/emit-manifest.ts';
export { type EmittedFile, type EmittedSettings, emitSettings } from './policy/emit/emit-settings.ts';
export { emittedText } from './policy/emit/emitted-text.ts';
export { policies } from './policy/policies.ts';
export { findPolicy, readPolicy } from './policy/read-policy.ts';
export { upgradeAlone } from './policy/upgrade-alone.ts';

// Archives that somebody collected

export { readBundle } from './bundle/read-bundle.ts';
export type { Bundle, BundledLog, CollectedAnswer, DeprecationNotice, Diagnostic, NodeSettings } from './model/diagnostic.ts';

// Elastic Cloud on Kubernetes

export { readEckFromKubernetes } from './elastic/kubernetes/read-eck.ts';
export type { EckCluster, EckSecret, KubernetesGap, KubernetesObject } from './model/eck.ts';
export type { KubernetesReason } from './model/reasons/kubernetes-reason.ts';
export { asEnvironment, type EnvironmentVariable, readEnvironmentFile } from './settings/container/environment-variable.ts';
export { type ComposeFile, type ComposeService, readCompose } from './settings/container/read-compose.ts';
export { eckClusterIn } from './settings/eck/eck-cluster.ts';
export { inClusterAccess, type KubernetesAccess, readKubeconfig } from './settings/eck/read-kubeconfig.ts';
export { readKubernetesObjects } from './settings/eck/read-objects.ts';
export { reasonText } from './wording/reason-text.ts';

// What rules and lines of logs mean

export { explainRule } from './jobs/explain/explain-rule.ts';
export { findConnection } from './jobs/explain/find-connection.ts';
export { findLineGuide } from './jobs/explain/find-line-guide.ts';
export { findReasons } from './jobs/explain/find-reasons.ts';
export { findRules, type RuleSearch } from './jobs/explain/find-rules.ts';
export { findTrace } from './jobs/explain/find-trace.ts';
export { type CatalogueRule, ruleCatalogue } from './jobs/explain/rule-catalogue.ts';
export { findRuleLeftOut, rulesLeftOut } from './jobs/explain/rules-left-out.ts';
export type { Connection, ConnectionText } from './logs/catalogue/connections.ts';
export type { LogEvent } from './logs/log-events.ts';
export { type OwnScan, ownScans } from './logs/own-scans.ts';
export { type LogEvidence, type LogReading, readLog } from './logs/read-log.ts';
export type { ExplainedRule, RuleFix } from './model/explained-rule.ts';
export type { RuleText } from './model/rule-text.ts';

// Files: settings, stores, certificates

export type { Certificate, GeneralName, KeyUsage, PublicKey } from './model/certificate.ts';
export { materialIn } from './model/key-material.ts';
export type { CertificateFault, ConstraintFormFault } from './model/reasons/certificate-fault.ts';
export type { ContentFault } from './model/reasons/content-fault.ts';
export type { NameFault } from './model/reasons/name-fault.ts';
export type { PathFault } from './model/reasons/path-fault.ts';
export type { SetupProblemReason } from './model/reasons/setup-problem-reason.ts';
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
export type { StoreFormat } from './model/store-format.ts';
export { readElasticsearchSetup } from './settings/elasticsearch/read-elasticsearch.ts';
export { findRelease } from './settings/find-release.ts';
export { type KibanaOptions, readKibanaSetup } from './settings/kibana/read-kibana.ts';
export type { Container, OutsideSettings, ReadOptions } from './settings/open-configuration.ts';
export { openGivenStore } from './stores/open-given-store.ts';
export type { PasswordQuestion, PasswordSource } from './stores/password-source.ts';
export { formatOf, readStore, type StoreOptions } from './stores/read-store.ts';
export type { Store, StoreEntry, StoreFault } from './stores/store.ts';
export { contentFaultText, storeNoteText } from './wording/content-fault-texts.ts';
export { keyFaultText } from './wording/key-fault-texts.ts';
export { nameFaultText } from './wording/name-fault-texts.ts';
export { pathFaultText } from './wording/path-fault-texts.ts';
export { setupProblemText } from './wording/setup-problem-texts.ts';
export { readRevocationLists } from './x509/path/read-revocation-lists.ts';
export { type VerifyInput, type VerifyResult, verifyCertificate } from './x509/path/verify-certificate.ts';
export { readCertificates } from './x509/read-pem.ts';

// Documents: what a job found, in every format

export type { DocumentKind, Documents, Explanation, Format, Look } from './output/format.ts';
export { html } from './output/formats/html.ts';
export { nagios } from './output/formats/nagios.ts';
export { ndjson } from './output/formats/ndjson.ts';
export { prometheus } from './output/formats/prometheus.ts';

export { formats, formatsOf, renderDocument } from './output/index.ts';
export { renderJson } from './output/json.ts';
export { type NagiosResult, type NagiosState, nagiosState, nagiosStatus } from './output/nagios-state.ts';
export { renderHtml } from './output/render-html.ts';
export { renderTimeline } from './output/render-timeline.ts';
export { feedLines } from './output/sink/feed-lines.ts';
export { openSinks } from './output/sink/open-sinks.ts';
export type { RunFacts, Sink, SinkEndpoint, SinkFinding } from './output/sink/sink.ts';
export { renderDiagnosis } from './output/text/diagnosis/render-diagnosis.ts';
export { renderPolicies } from './output/text/ready/render-policies.ts';
export { renderReady } from './output/text/ready/render-ready.ts';
export { renderWaivers } from './output/text/ready/waiver-lines.ts';
export { type MatrixTextOptions, renderMatrix } from './output/text/render-matrix.ts';
export { renderScan, type ScanTextOptions } from './output/text/render-scan.ts';
export { type Verdict, type VerdictCounts, verdictOfCounts } from './output/text/scan-verdict.ts';
export { showWords, type TextView } from './output/text/text-view.ts';

// Documents for Elasticsearch, and how they get there

export type { DeliveryResult } from './delivery/delivery.ts';
export { installTemplates } from './delivery/install-templates.ts';
export { openDelivery } from './delivery/open-delivery.ts';
export { type Receiver, receiverUrl } from './delivery/receiver.ts';
export { receiverClient } from './delivery/receiver-client.ts';
export { documentsOfEndpoint, documentsOfReport } from './output/ecs/documents-of.ts';
export { bulkLines, type EcsDocument, type EcsRun } from './output/ecs/ecs-document.ts';
export { indexTemplates } from './output/ecs/index-templates.ts';
export { deliveryFaultText } from './wording/delivery-texts.ts';

// Runs by a schedule

export { type InstanceLock, lockInstance } from './history/instance-lock.ts';
export { type Clock, realClock } from './model/clock.ts';
export { readSchedule, type Schedule } from './watch/schedule.ts';
export { type Tick, type WatchOptions, type WatchPlan, watch } from './watch/watch.ts';

// Alerts: what is new to tell, and to whom

export type { AlertReceiver, ReadReceiver } from './alerts/alert-receiver.ts';
export { type AlertRun, alertRunOf } from './alerts/alert-run.ts';
export { AlertSender, type AlertSenderOptions } from './alerts/alert-sender.ts';
export { type AlertState, noAlertState } from './alerts/alert-state.ts';
export { type Evaluated, evaluateAlerts, evaluateFailure } from './alerts/evaluate-alerts.ts';
export { openAlertReceiver } from './alerts/open-alert-receiver.ts';
export { openMatters, recordAlerts, rememberedIn } from './alerts/record-alerts.ts';
export type { SentAlerts } from './alerts/send-waiting.ts';
export { testMessage } from './alerts/test-message.ts';
export type { Outbox, WaitingMessage } from './history/outbox.ts';
export { type Alert, type AlertFacts, type AlertMessage, type AlertRules, usualAlertRules } from './model/alert.ts';
export type { AlertReceiverConfig, AlertsConfig, SecretPlace } from './model/alerts-config.ts';
export type { AlertFault } from './model/reasons/alert-fault.ts';
export { alertFaultText } from './wording/alert-fault-texts.ts';
export { alertText, messageTitle } from './wording/alert-texts.ts';

// A fleet: leaders and workers over a queue

export type { QueueUrl } from './model/queue-url.ts';
export { queueUrlOf } from './model/queue-url.ts';
export { leadTicks, type Ticks } from './queue/lead-ticks.ts';
export { type OpenQueue, openQueue } from './queue/open-queue.ts';
export type { QueueOptions } from './queue/queue-options.ts';
export { type QueueScanner, queueScanner } from './queue/queue-scanner.ts';
export { type WorkOptions, work } from './queue/work.ts';

// Metrics on a port

export type { Metric, Sample } from './metrics/metric.ts';
export { runMetrics } from './metrics/run-metrics.ts';
export { type MetricsServer, type MetricsServerOptions, serveMetrics } from './metrics/serve-metrics.ts';
export { watchMetrics } from './metrics/watch-metrics.ts';
export { metricText } from './output/metric-text.ts';

// Text that is fit to be shown: without secrets, control characters or broken lines

export { didYouMean } from './model/did-you-mean.ts';
export { Mask } from './model/mask.ts';
export { allNamed, someNamed } from './model/name-list.ts';
export { showable } from './model/showable.ts';
export { displayWidth } from './output/display-width.ts';
export { printable } from './output/printable.ts';
export { wrapText } from './output/wrap-text.ts';

// The lab: servers on loopback with one misconfiguration each

export { type Exercise, exercisesOf } from './lab/exercises.ts';
export { describeLab, type Lab, type LabEndpoint, startLab } from './lab/lab.ts';
export { makeSelfSigned } from './lab/pki.ts';
