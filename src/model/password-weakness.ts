/** Why a password protects nothing: it is the empty one, or one that comes with examples. */
export type PasswordWeakness = 'empty' | 'well-known';
