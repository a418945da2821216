/** The numbered behaviour of the kernel. It is raised when the same plan and decisions would give another record. */
export const SEMANTICS = 1
