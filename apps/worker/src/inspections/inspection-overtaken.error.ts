/** The file's owner has asked for something else meanwhile, or has thrown the file away. */
export class InspectionOvertakenError extends Error {}
