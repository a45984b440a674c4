-- Draws on several buckets, all or nothing, by this server's clock, so the gateways' clocks do not matter. What is owed
-- has been spent already and is taken in any case.
-- A rate's bucket is one number: the moment, in microseconds, at which it is full again (GCRA). A counter counts units.
-- KEYS: the buckets. ARGV, six for each: interval (0: a counter), depth, owed, must, want, seed (of a counter that is
-- not here; -1 if unknown). Answers {0, granted and level of each}; {i, ...} if the i-th had no room for what it must,
-- and then nothing is granted; {-i} if the i-th is a counter that nobody knows, and then nothing was done.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local held = redis.call('MGET', unpack(KEYS))
local answer, over = {0}, 0
for i = 1, #KEYS do
  local a = 6 * (i - 1)
  local interval, depth, owed = tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3])
  local must, want, seed = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5]), tonumber(ARGV[a + 6])
  local unit, level = interval, 0
  if interval > 0 then
    level = math.max(tonumber(held[i] or now) - now, 0)
  else
    unit = 1
    level = tonumber(held[i] or seed)
    if level < 0 then
      return {-i}
    end
  end
  level = level + owed * unit
  local room = math.floor((depth - level) / unit)
  -- An ask that must have nothing is never over: it may be for what is owed alone.
  if must > 0 and room < must and over == 0 then
    over = i
  end
  local granted = math.max(0, math.min(want, room))
  answer[2 * i] = granted
  answer[2 * i + 1] = level + granted * unit
  held[i] = level
end
if over > 0 then
  answer[1] = over
  for i = 1, #KEYS do
    answer[2 * i], answer[2 * i + 1] = 0, held[i]
  end
end
for i = 1, #KEYS do
  local interval, owed, level = tonumber(ARGV[6 * i - 5]), tonumber(ARGV[6 * i - 3]), answer[2 * i + 1]
  if over > 0 and owed == 0 then
    -- As it was.
  elseif interval == 0 then
    redis.call('SET', KEYS[i], string.format('%.0f', level), 'EX', 90000)
  elseif level > 0 then
    redis.call('SET', KEYS[i], string.format('%.0f', now + level), 'PX', math.ceil(level / 1000))
  end
end
return answer
