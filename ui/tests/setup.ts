import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/svelte'

// A busy machine is slow, and no reason to fail.
configure({ asyncUtilTimeout: 20_000 })
