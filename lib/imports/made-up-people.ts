import { dice, type Dice } from './dice'
import { idCheckCharacter } from './numbers'

/** A person of the demo. Numbers are ones that nobody can hold: unassigned prefixes, districts and area numbers. */
export type MadeUpPerson = { name: string; phone: string; email: string; address: string; idNumber: string; language: 'zh-CN' | 'en' }

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊白孟秦邱侯江尹薛闫雷段史陶贺毛顾龚邵万钱覃武戴孔汤'
const givenFirst = '志建文明晓小雨思子佳海永春秋国家嘉俊宇欣若梓雅丽玉静秀慧淑芳红美凤金翠云天成长光德庆'
const givenSecond = '华军伟强磊洋勇杰涛超辉鹏飞斌波宁平刚玲燕娟敏霞婷雪琳莉萍颖悦怡涵轩然博晨阳峰龙凯健兰英梅珍'
const cities: readonly { city: string; streets: readonly string[] }[] = [
  { city: '四川省成都市', streets: ['锦绣路', '青羊大道', '望江南街'] },
  { city: '浙江省杭州市', streets: ['文汇路', '拱宸桥西街', '钱江三路'] },
  { city: '湖北省武汉市', streets: ['珞瑜东路', '汉阳大道', '沙湖北路'] },
  { city: '广东省佛山市', streets: ['季华七路', '汾江南路', '岭南大道'] },
  { city: '陕西省西安市', streets: ['雁塔南路', '长缨西路', '未央二路'] },
  { city: '河南省郑州市', streets: ['金水东路', '嵩山北路', '航海中路'] },
  { city: '安徽省合肥市', streets: ['黄山东路', '潜山北路', '徽州大道'] },
  { city: '辽宁省沈阳市', streets: ['青年南大街', '北陵三街', '浑河西路'] },
  { city: '新疆维吾尔自治区乌鲁木齐市', streets: ['友好南路', '红山东街', '喀什东路'] },
]
const englishFirst =
  'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Daniel Karen Matthew Nancy Anthony Lisa Mark Betty Steven Sandra Paul Ashley Andrew Emily Joshua Donna Kevin Michelle Brian Carol George Amanda Jason Melissa Edward Deborah Ryan Stephanie Jacob Rebecca Gary Laura'.split(
    ' ',
  )
const englishLast =
  'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts'.split(
    ' ',
  )
const englishStreets = 'Maple Oak Cedar Pine Elm Walnut Chestnut Willow Birch Lincoln Franklin Jefferson Madison Lake Hill River Park Spring Church Mill'.split(' ')

/** Someone who lives in China. `serial` keeps numbers apart: 0 to 999,999 within one `world`. */
export function madeUpChinese(world: string, serial: number): MadeUpPerson {
  const throwing = dice(`${world}:${serial}`)
  const { city, streets } = throwing.pick(cities)
  const born = `${throwing.between(1962, 2003)}${two(throwing.between(1, 12))}${two(throwing.between(1, 28))}`
  const first17 = `990${throwing.between(101, 129)}${born}${String(throwing.between(1, 999)).padStart(3, '0')}`
  return {
    name: chineseName(throwing),
    // No operator holds 194.
    phone: `194${two(serial % 89 + 10)}${String(serial).padStart(6, '0')}`,
    email: `b${serial}@people.${world}.example`,
    address: `${city}${throwing.pick(streets)}${throwing.between(1, 299)}号${throwing.between(1, 18)}栋${throwing.between(1, 30)}0${throwing.between(1, 4)}室`,
    idNumber: `${first17}${idCheckCharacter(first17)}`,
    language: 'zh-CN',
  }
}

/** Someone who lives in the United States, one in five with a Chinese name; `state` as two letters. */
export function madeUpAmerican(world: string, serial: number, state: string): MadeUpPerson {
  const throwing = dice(`${world}:${serial}`)
  const isChinese = throwing.chance(20)
  const house = throwing.between(1, 1999)
  return {
    name: isChinese ? chineseName(throwing) : `${throwing.pick(englishFirst)} ${throwing.pick(englishLast)}`,
    // 555-0100 to 555-0199 are kept for fiction in every area.
    phone: `+1${201 + Math.floor(serial / 100)}55501${two(serial % 100)}`,
    email: `b${serial}@people.${world}.example`,
    address: `${house} ${throwing.pick(englishStreets)} Street, ${state} ${String(throwing.between(1, 999)).padStart(5, '0')}`,
    // No social security number begins with 9.
    idNumber: `9${two(throwing.between(0, 99))}-${two(throwing.between(1, 49))}-${String(serial % 10_000).padStart(4, '0')}`,
    language: isChinese ? 'zh-CN' : 'en',
  }
}

function chineseName(throwing: Dice): string {
  const surname = throwing.pick([...surnames])
  const first = throwing.pick([...givenFirst])
  return throwing.chance(78) ? `${surname}${first}${throwing.pick([...givenSecond])}` : `${surname}${throwing.pick([...givenSecond])}`
}

const two = (value: number) => String(value).padStart(2, '0')
