/**
 * Keys of sample certificates whose private half anybody can download, by SHA-256 of SubjectPublicKeyInfo: it stays the same when such a certificate is issued again.
 * Each was computed from the certificate in the named repository; of OpenSearch's node keys the published private key was checked to belong to it.
 */
export const publishedKeys: Readonly<Record<string, string>> = {
  // opensearch-project/security: esnode.pem of the demo configuration, 2018, 2023 and 2024, and of its predecessor.
  '04b071855200cd9d3b0cc3f0c975aac32a70f38174309a5c8b1b24190113a45b': 'the node certificate of the OpenSearch demo configuration',
  be3533010b5c97095edbb1cd8db1e07a34ed47f453a71e0115d26a17d6fc80c8: 'the node certificate of the OpenSearch demo configuration',
  df844aca536a90c2213d152dd3d8e99f8b17d5fcf7051d7339778924ffe3aac8: 'a node certificate of the tests of OpenSearch',
  '849d01dd4f34da988fff6187f7a1865fc16a781ba55110081259a3eda98239fc': 'the node certificate of the first Open Distro demo configuration',
  // opensearch-project/security: kirk.pem, the administrator of the demo configuration.
  '19802525e7b0507fe54cd03e78e17f833f45e3b580176edfaaf13047b70328ed':
    'the administrator certificate (kirk) of the OpenSearch demo configuration',
  '66a3277713cc67b36bc77d5124622721fd964a416826cedf0bcef8df0038342c':
    'the administrator certificate (kirk) of the OpenSearch demo configuration',
  '35446265cddbe33b2118918cffe53d374e8afe6724ea2276919d807338dd3628':
    'the administrator certificate (kirk) of the first Open Distro demo configuration',
  // opensearch-project/security: the CAs above them. What they once issued is public with its keys.
  '17ca572dc8868cf4f34e25a4e5171b3dc5aa4162493ba3c6023d49aaefc5c85e': 'the CA of the OpenSearch demo configuration',
  ea2c0d80bb9280e74079335d5e7c84708a04bf80e966b53bbb3402c16247097a: 'the CA of the OpenSearch demo configuration',
  '9bc038c23e80200f641fb6e1727ea59bb7b7623954fb14edd97184e437b84049': 'a CA of the tests of OpenSearch',
  '6d7ab6c8983da2f295d99805867383922285aada38937e1de9731eb842f5be31': 'the CA of the first Open Distro demo configuration',
  '909aa057686be594e5cfb95669d2a2a4dd46e456f72f8166f473feeb72993410': 'the CA of the first Open Distro demo configuration',
  // elastic/kibana, packages/kbn-dev-utils/certs: elasticsearch.crt, kibana.crt, ca.crt.
  '5f710522d95e1a1da89ccaf73bffcbb7fab8e90cdfd68f8d3a77cbd26fc6db4b': "the Elasticsearch certificate of Kibana's development set-up",
  ed476f3d56d25154a593a10085b630ef507aee161060d904b111163976d26a67: "the Kibana certificate of Kibana's development set-up",
  '9ce58be6a3a3bee988bf1ebb0334d792f2ea55034b706b1b67eb4bb3133b6523': "the CA of Kibana's development set-up",
  // elastic/elasticsearch, x-pack/plugin/core/src/test/resources: testnode.crt.
  '386cf0588232214a4c7b4ec4030eb30dd3719ac5227058dcdd1ececb52f5c093': 'the testnode certificate of the tests of Elasticsearch',
};
