/** The version that is built, put in by Vite. */
declare const BUILD_VERSION: string;
