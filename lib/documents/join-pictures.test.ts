import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawPages } from './draw-pages'
import { joinPictures } from './join-pictures'
import { toPage } from './page-picture'

const photo = (width: number, height: number, red: number) =>
  toPage(sharp({ create: { width, height, channels: 3, background: { r: red, g: 60, b: 60 } } }))

it('makes one file whose pages are the photos, in their order and shape', async () => {
  const bytes = joinPictures([await photo(300, 400, 220), await photo(500, 200, 20)])
  const drawn = await drawPages('工资条.pdf', bytes)
  expect(drawn.mediaType).toBe('application/pdf')
  expect(drawn.pages.map(page => [page.widthPixels, page.heightPixels])).toEqual([
    [300, 400],
    [500, 200],
  ])
  const reds = await Promise.all(drawn.pages.map(async page => (await sharp(page.jpeg).stats()).channels[0]?.mean ?? 0))
  expect(reds[0]).toBeGreaterThan(180)
  expect(reds[1]).toBeLessThan(60)
})
