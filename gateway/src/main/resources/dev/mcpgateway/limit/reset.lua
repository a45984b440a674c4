-- Makes one bucket full again. A counter is set, not deleted: one that is not there would be read from the book.
-- KEYS: the bucket. ARGV: its interval (0: a counter).
if tonumber(ARGV[1]) == 0 then
  redis.call('SET', KEYS[1], '0', 'EX', 90000)
  return 1
end
return redis.call('DEL', KEYS[1])
