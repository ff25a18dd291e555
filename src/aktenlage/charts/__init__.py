"""Pictures from the record's answers, the same for the page, a file and a notebook. Needs the extra `charts`.

from aktenlage.charts import matrix, pair, places
picture = pair(record.relations(pair=("USA", "CHN"), by="month"), ("USA", "CHN"))
picture.chart            # an Altair chart, for a notebook
picture.write("pair.svg")
"""

from aktenlage.charts.heat import matrix
from aktenlage.charts.network import network
from aktenlage.charts.pairs import pair
from aktenlage.charts.picture import Picture
from aktenlage.charts.world import places

__all__ = ["Picture", "matrix", "network", "pair", "places"]
