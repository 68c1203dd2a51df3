import assert from 'node:assert/strict';
import type { PathFault } from '../../src/model/reasons/path-fault.ts';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import { parse } from '../../src/x509/parse-certificate.ts';
import { policyFault } from '../../src/x509/path/policy-check.ts';
import { der, extension, extensions, keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';

const root = { name: name('root'), keys: keysOf('P-256', 'root') };
const any = '2.5.29.32.0';
const [a, b, c] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'];

/** What a certificate says of policies. */
type Says = {
  readonly policies?: readonly string[];
  /** Pairs: the issuer's policy, and the subject's that counts for it. */
  readonly maps?: readonly (readonly [string, string])[];
  readonly explicit?: number;
  readonly noMapping?: number;
  readonly noAny?: number;
  readonly selfIssued?: boolean;
};

const tagged = (tag: number, value: number | undefined) => (value === undefined ? [] : [der.raw(tag, Uint8Array.of(value))]);

function saying({ policies, maps, explicit, noMapping, noAny }: Says): readonly Uint8Array[] {
  const constraints = [...tagged(0x80, explicit), ...tagged(0x81, noMapping)];
  return [
    ...(policies === undefined ? [] : [extensions.policies(...policies)]),
    ...(maps === undefined ? [] : [extension('2.5.29.33', true, der.sequence(...maps.map((pair) => der.sequence(...pair.map(der.oid)))))]),
    ...(constraints.length === 0 ? [] : [extension('2.5.29.36', true, der.sequence(...constraints))]),
    ...(noAny === undefined ? [] : [extension('2.5.29.54', true, der.integer(noAny))]),
  ];
}

/** The path below an anchor: CAs from the anchor down, then the leaf. */
/** The sentence for it; empty where nothing is wrong. */
function textOf(because: PathFault | null): string {
  return because === null ? '' : pathFaultText(because);
}

function fault(cas: readonly Says[], leaf: Says): PathFault | null {
  const path = [
    makeLeaf(['DNS:a'], root, { subject: name('leaf'), extensions: saying(leaf) }),
    ...cas.toReversed().map((says) => {
      const subject = says.selfIssued ? root.name : name('middle');
      return makeCa(subject, keysOf('P-256', 'middle'), root, { extensions: [extensions.basicConstraints(true), ...saying(says)] });
    }),
  ];
  const parsed = path.flatMap((bytes) => {
    const read = parse(bytes);
    return read.kind === 'parsed' ? [read.parsed] : assert.fail(read.flaw.code);
  });
  return policyFault(parsed);
}

describe('The policies of a path (RFC 5280 §6.1)', () => {
  const needed = { explicit: 0 } as const;
  /** The CAs from the anchor down, the leaf, and whether a policy is left that all share. */
  const cases: readonly (readonly [string, readonly Says[], Says, boolean])[] = [
    ['none is needed and there is none', [{}], {}, true],
    ['none is needed and they differ', [{ policies: [a] }], { policies: [b] }, true],
    ['one is needed and the leaf has none', [{ ...needed, policies: [a] }], {}, false],
    ['one is needed and the CA has none', [needed], { policies: [a] }, false],
    ['one is needed and shared', [{ ...needed, policies: [a, b] }], { policies: [b, c] }, true],
    ['one is needed and they differ', [{ ...needed, policies: [a] }], { policies: [b] }, false],
    ['the leaf needs one and has none', [{}], needed, false],
    ['the leaf needs one and has it', [{ policies: [a] }], { ...needed, policies: [a] }, true],
    ['the leaf needs one later', [{}], { explicit: 1 }, true],
    ['one is needed at the leaf, which has none', [{ explicit: 1, policies: [a] }], {}, false],
    ['one is needed two below', [{ explicit: 2, policies: [a] }], {}, true],
    ['one is needed two below, through another CA', [{ explicit: 2, policies: [a] }, { policies: [a] }], {}, false],
    ['one is needed three below, through another CA', [{ explicit: 3, policies: [a] }, { policies: [a] }], {}, true],
    [
      'what is needed is not put off by a CA below',
      [
        { ...needed, policies: [a] },
        { policies: [a], explicit: 5 },
      ],
      {},
      false,
    ],
    [
      'a CA that only carries itself over does not count',
      [
        { explicit: 2, policies: [a] },
        { policies: [a], selfIssued: true },
      ],
      {},
      true,
    ],
    ['any stands for what the leaf has', [{ ...needed, policies: [any] }], { policies: [a] }, true],
    ['any of the leaf stands for what the CA has', [{ ...needed, policies: [a] }], { policies: [any] }, true],
    ['any of the leaf, where any counts no more', [{ ...needed, policies: [a], noAny: 0 }], { policies: [any] }, false],
    ['any of the leaf, where any counts for one more', [{ ...needed, policies: [a], noAny: 1 }], { policies: [any] }, true],
    ['any of a leaf two below', [{ ...needed, policies: [a], noAny: 1 }, { policies: [a] }], { policies: [any] }, false],
    [
      'any is not put back by a CA below',
      [
        { ...needed, policies: [a], noAny: 0 },
        { policies: [a], noAny: 5 },
      ],
      { policies: [any] },
      false,
    ],
    ['any of a CA, where any counts no more', [{ ...needed, policies: [a], noAny: 0 }, { policies: [any] }], { policies: [a] }, false],
    [
      'any of a CA that carries itself over',
      [
        { ...needed, policies: [a], noAny: 0 },
        { policies: [any], selfIssued: true },
      ],
      { policies: [a] },
      true,
    ],
    ['one is mapped to that of the leaf', [{ ...needed, policies: [a], maps: [[a, b]] }], { policies: [b] }, true],
    ['one is mapped away from that of the leaf', [{ ...needed, policies: [a], maps: [[a, b]] }], { policies: [a] }, false],
    ['one is mapped, and the CA does not have it', [{ ...needed, policies: [c], maps: [[a, b]] }], { policies: [b] }, false],
    ['one is mapped, and the CA has any', [{ ...needed, policies: [any], maps: [[a, b]] }], { policies: [b] }, true],
    ['one is mapped beside another', [{ ...needed, policies: [a, c], maps: [[a, b]] }], { policies: [c] }, true],
    [
      'one is mapped where nothing may be',
      [
        { ...needed, policies: [a], noMapping: 0 },
        { policies: [a], maps: [[a, b]] },
      ],
      { policies: [b] },
      false,
    ],
    [
      'one is mapped where one more may be',
      [
        { ...needed, policies: [a], noMapping: 1 },
        { policies: [a], maps: [[a, b]] },
      ],
      { policies: [b] },
      true,
    ],
    [
      'one is mapped in the second where one more may be',
      [{ ...needed, policies: [a], noMapping: 1 }, { policies: [a] }, { policies: [a], maps: [[a, b]] }],
      { policies: [b] },
      false,
    ],
    [
      'mapping is not allowed again by a CA below',
      [
        { ...needed, policies: [a], noMapping: 0 },
        { policies: [a], noMapping: 5 },
        { policies: [a], maps: [[a, b]] },
      ],
      { policies: [b] },
      false,
    ],
    [
      'all is mapped away where nothing may be',
      [
        { ...needed, noMapping: 0, policies: [a] },
        { policies: [a], maps: [[a, a]] },
      ],
      {},
      false,
    ],
  ];
  for (const [what, cas, leaf, well] of cases) {
    it(`${what}: ${well ? 'fine' : 'refused'}`, () => {
      const said = fault(cas, leaf);
      if (well) assert.equal(said, null);
      else
        assert.match(
          textOf(said),
          /^the path must have a policy that all its certificates share, and (?:has|from CN=\w+ on there is) none$/,
        );
    });
  }

  it('may not map the one that stands for any, in either place', () => {
    for (const pair of [
      [any, a],
      [a, any],
    ] as const) {
      assert.equal(textOf(fault([{ policies: [a], maps: [[b, c], pair] }], {})), 'CN=middle maps the policy that stands for any');
    }
  });

  it('of a path of one are those of the leaf', () => {
    assert.equal(fault([], {}), null);
    assert.equal(fault([], { explicit: 0, policies: [a] }), null);
    assert.match(textOf(fault([], { explicit: 0 })), /has none$/);
    assert.equal(policyFault([]), null);
  });
});
