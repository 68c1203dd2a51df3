import assert from 'node:assert/strict';
import { plainContexts } from '../../src/jobs/explain/explain-rule.ts';
import { ruleCatalogue } from '../../src/jobs/explain/rule-catalogue.ts';
import { findRuleLeftOut, rulesLeftOut } from '../../src/jobs/explain/rules-left-out.ts';
import { deployments } from '../../src/model/deployment.ts';
import type { FixMachine } from '../../src/model/fix.ts';
import { remedyText } from '../../src/model/fix-text.ts';
import { catalogueIds } from './catalogue-ids.ts';

const ruleIds = new Set(ruleCatalogue.map(({ id }) => id));
const leftOutIds = new Set(rulesLeftOut.map(({ id }) => id));

describe('the catalogue of what goes wrong with TLS', () => {
  it('has each id once', () => {
    assert.equal(new Set(catalogueIds).size, catalogueIds.length);
    assert.ok(catalogueIds.length >= 150);
  });

  for (const id of catalogueIds) {
    it(`has ${id} as a rule, or on the list of those left out`, () => {
      assert.notEqual(ruleIds.has(id), leftOutIds.has(id), ruleIds.has(id) ? 'it is both' : 'it is neither');
    });
  }
});

describe('rules that are left out', () => {
  it('are ids of the catalogue', () => {
    for (const id of leftOutIds) assert.ok(catalogueIds.includes(id), id);
  });

  for (const { id, title, reason, see } of rulesLeftOut) {
    it(`${id} says why, and which rules to see`, () => {
      assert.match(title, /^[A-Za-z].*[^.]$/);
      assert.match(reason, /^[A-Z].*\.$/s);
      assert.ok(see.length > 0);
      for (const rule of see) assert.ok(ruleIds.has(rule), rule);
      for (const [word] of reason.matchAll(/\b[a-z]+(?:-[a-z]+)+\b/g)) if (ruleIds.has(word)) assert.ok(see.includes(word), word);
    });
  }

  it('are found by their id, and by words', () => {
    for (const rule of rulesLeftOut) assert.equal(findRuleLeftOut(` ${rule.id.toUpperCase()} `), rule);
    assert.equal(findRuleLeftOut('heartbleed')?.id, 'heartbleed-class');
    assert.equal(findRuleLeftOut('reverse DNS')?.id, 'reverse-dns-irrelevant');
    assert.equal(findRuleLeftOut('compression')?.id, 'renegotiation-or-compression');
    for (const nothing of ['', '  ', 'zeppelin', 'heartbleed zeppelin']) assert.equal(findRuleLeftOut(nothing), null);
  });

  it('that a port shows are told by a rule whose fix names the setting', () => {
    for (const id of ['http-plaintext', 'kibana-plaintext']) {
      const rule = ruleCatalogue.find((one) => one.id === id) ?? assert.fail(id);
      const [context] = plainContexts(rule, 'eck', 'elastic');
      assert.ok(
        context !== undefined && remedyText({ steps: rule.fix(context) }).includes('spec.http.tls.selfSignedCertificate.disabled'),
        id,
      );
    }
    for (const id of ['leaf-expiring', 'ca-expiring']) {
      const rule = ruleCatalogue.find((one) => one.id === id) ?? assert.fail(id);
      const context = plainContexts(rule, 'ece', 'elastic').find(({ channel }) => channel === 'http') ?? assert.fail(id);
      assert.match(remedyText({ steps: rule.fix(context) }), /TLS settings/, id);
    }
  });
});

/** Whom the reader can turn to, or what he has himself, where a platform runs the stack. */
const withinReach = new Set<FixMachine>(['platform', 'console', 'network', 'client', 'workstation', 'kubernetes']);

/** At the beginning of a clause: what the reader is to do, or that nothing is to be done. */
const toDo =
  /(?:^|[.:;,)] (?:and |or |then |otherwise |instead |have it )?|\b(?:first|If [^,]*,) )(?:ask|change|check|choose|close|compare|connect|delete|drop|fetch|find|fix|give|have|issue|keep|leave|let|look|make|name|nothing|open|put|raise|remove|rename|renew|replace|report|restart|run|see|set|take|trust|turn|upgrade|under .* upload|upload|use|wait|write|do|create|convert|export|add|store|move|copy|empty|start|prefer|follow|install|migrate|only)\b/i;

describe('the fix of every rule in every deployment', () => {
  for (const rule of ruleCatalogue) {
    it(`of ${rule.id} says what to do, or whose it is and what one can do`, () => {
      for (const deployment of deployments) {
        for (const context of plainContexts(rule, deployment, 'elastic')) {
          const steps = rule.fix(context);
          const where = `${deployment} ${context.channel}: ${remedyText({ steps })}`;
          if (deployment === 'ece' || deployment === 'ech' || deployment === 'serverless')
            assert.ok(
              steps.some(({ where: { machine }, text }) => withinReach.has(machine) || /on each ECE host/.test(text)),
              where,
            );
          assert.ok(
            steps.some(({ kind, text }) => kind !== 'advice' || toDo.test(text)),
            where,
          );
        }
      }
    });
  }
});
