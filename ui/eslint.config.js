import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Arrows point only downward: screens → parts → controls, and screens → state → api. */
const layers = {
  controls: ['screens', 'parts', 'state', 'api'],
  parts: ['screens', 'state'],
  state: ['screens', 'parts', 'controls'],
  api: ['screens', 'parts', 'controls', 'state'],
}

const layering = Object.entries(layers).map(([layer, above]) => ({
  files: [`src/${layer}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: above.map((name) => `**/${name}/**`),
            message: `${layer}/ lies below ${above.join(', ')}.`,
          },
          ...notTauri(layer),
        ],
      },
    ],
  },
}))

/** Only the one file that speaks to the shell may know that there is a Tauri. */
function notTauri(layer) {
  return layer === 'api'
    ? []
    : [{ group: ['@tauri-apps/**'], message: 'Only src/api/tauri.ts speaks to the shell.' }]
}

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/types.ts', 'src/api/window-types.ts'] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error',
      'no-restricted-globals': [
        'error',
        ...['localStorage', 'sessionStorage', 'indexedDB', 'fetch', 'XMLHttpRequest', 'WebSocket'].map(
          (name) => ({
            name,
            message: 'The page stores nothing and knows no network.',
          }),
        ),
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['src/screens/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: notTauri('screens') }] },
  },
  ...layering,
)
