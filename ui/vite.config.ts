import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  server: { port: 1420, strictPort: true },
  build: {
    target: 'es2022',
    // A file turned into a data: address would be refused by the content security policy.
    assetsInlineLimit: 0,
    // The policy allows no inline script, and every engine we meet preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    // Only a test that hangs may end by time, however busy the machine is.
    testTimeout: 60_000,
  },
})
