import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap, root, Sentence } from './bootstrap.mjs'

const bin = name => path.join(root, 'node_modules', '.bin', name)

await bootstrap(fileURLToPath(import.meta.url), async () => {
  const { run, nextCommand } = await import('./processes.mjs')
  const node = (file, ...args) => [process.execPath, file, ...args]
  const check = commands => async () => {
    for (const command of commands) if ((await run(command)) !== 0) return { passed: 0, failed: 1 }
    return { passed: 1, failed: 0 }
  }
  const reports = mkdtempSync(path.join(tmpdir(), 'leeway-reports-'))
  const stages = {
    typecheck: check([nextCommand('typegen'), node(bin('tsc'), '--noEmit')]),
    lint: check([node(bin('eslint'), '.', '--max-warnings=0')]),
    boundaries: check([node('lib/testing/boundaries.mjs')]),
    unused: check([node(bin('knip'))]),
    unit: () => vitest('unit'),
    db: () => vitest('db'),
    browser,
  }

  async function vitest(project) {
    const report = path.join(reports, `${project}.json`)
    const flags = [
      'run',
      '-c',
      'lib/testing/vitest.config.ts',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]
    const code = await run(node(path.join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...flags))
    return readReport(report, code, found => ({
      passed: found.numPassedTests,
      // A file that breaks before its first test, and a test that was skipped, have not passed.
      failed: found.numFailedTests + found.numPendingTests + found.numTodoTests + brokenFiles(found),
    }))
  }

  async function browser() {
    const report = path.join(reports, 'browser.json')
    const flags = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json']
    const code = await run(node(path.join(root, 'node_modules', '@playwright', 'test', 'cli.js'), ...flags), {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    return readReport(report, code, ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + stats.skipped + (stats.expected + stats.unexpected === 0 ? errors.length : 0),
    }))
  }

  try {
    return await runStages(stages)
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
})

function brokenFiles(found) {
  return found.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
}

/** A stage that ran no test, or that ended badly without naming one, counts as one failure. */
function readReport(file, code, count) {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const counted = count(JSON.parse(readFileSync(file, 'utf8')))
  const isSilent = counted.failed === 0 && (code !== 0 || counted.passed === 0)
  return isSilent ? { ...counted, failed: 1 } : counted
}

async function runStages(stages) {
  const picked = pickStages(Object.keys(stages))
  const results = []
  for (const names of together(picked)) {
    const title = names.join(', ')
    console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 60 - title.length))}`)
    const started = performance.now()
    const stage = async name => ({ name, ...(await stages[name]()), seconds: Math.round((performance.now() - started) / 1000) })
    results.push(...(await Promise.all(names.map(stage))))
  }
  const sum = key => results.reduce((total, result) => total + result[key], 0)
  console.log('')
  for (const { name, passed, failed, seconds } of results) {
    console.log(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${passed} passed, ${failed} failed (${seconds} s)`)
  }
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 ? 0 : 1
}

/** Stages that only read the sources go side by side. */
function together(picked) {
  const reading = ['typecheck', 'lint', 'boundaries', 'unused']
  const first = picked.filter(name => reading.includes(name))
  const others = picked.filter(name => !reading.includes(name)).map(name => [name])
  return first.length > 0 ? [first, ...others] : others
}

function pickStages(names) {
  const at = process.argv.findIndex(argument => argument.startsWith('--only'))
  if (at < 0) return names
  const wanted = (process.argv[at].split('=')[1] ?? process.argv[at + 1] ?? '').split(',').filter(Boolean)
  const unknown = wanted.filter(name => !names.includes(name))
  if (wanted.length === 0 || unknown.length > 0) throw new Sentence(`--only takes some of: ${names.join(',')}`)
  return names.filter(name => wanted.includes(name))
}
