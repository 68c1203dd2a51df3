/** The ways to run the stack; what is expected and what is advised differ by them. */
export const deployments = ['self', 'eck', 'ece', 'ech', 'serverless'] as const;

export type Deployment = (typeof deployments)[number];
